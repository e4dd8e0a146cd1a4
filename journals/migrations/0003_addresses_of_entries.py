"""Each entry written so far gets an address of its own, and its text to search in."""

import unicodedata
import uuid

from django.db import migrations


def fill(apps, schema_editor):
    Entry = apps.get_model("journals", "Entry")
    for entry in Entry.objects.all().iterator():
        entry.key = uuid.uuid4()
        entry.folded = unicodedata.normalize("NFC", entry.text).casefold()
        entry.save(update_fields=["key", "folded"])


class Migration(migrations.Migration):

    dependencies = [("journals", "0002_sharing_and_looking_back")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
