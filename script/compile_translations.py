"""Compiles the Swedish where the compiled file is missing or older. Needs no GNU gettext.

`django.po` holds the strings of our code; files in `parts/` say strings of libraries in our own voice.
"""

from pathlib import Path

import polib

for folder in (Path(__file__).resolve().parent.parent / "locale").glob("*/LC_MESSAGES"):
    sources = [folder / "django.po", *sorted((folder.parent / "parts").glob("*.po"))]
    target = folder / "django.mo"
    if target.exists() and target.stat().st_mtime >= max(source.stat().st_mtime for source in sources):
        continue
    catalogue = polib.pofile(str(sources[0]))
    known = {entry.msgid for entry in catalogue}
    for source in sources[1:]:
        catalogue.extend(entry for entry in polib.pofile(str(source)) if entry.msgid not in known)
    catalogue.save_as_mofile(str(target))
