"""What was acknowledged is there, even when the server is killed in the middle of saving."""

import random
import re
import signal
import threading
import time
from html import unescape
from urllib.error import URLError
from uuid import uuid4

from tests.browser.person import Person

SAVES = 200
KILLS = {40, 90, 150}


def versions_of(person: Person, path: str) -> set[str]:
    """Every text of an entry, from the pages that its author can open."""
    texts, page = set(), 1
    while True:
        html = person.get(f"{path}versioner/?page={page}")
        texts |= {unescape(one) for one in re.findall(r'class="entry-text" dir="auto">([^<]*)<', html)}
        if f"?page={page + 1}" not in html:
            return texts
        page += 1


def test_every_acknowledged_text_is_there(mortal_server, walkers):
    chance, person = random.Random(1), Person(mortal_server.url, next(walkers))
    key = uuid4()
    path, version, acknowledged = f"/sv/dagbok/ny/{key}/", 0, set()
    for number in range(SAVES):
        text = f"Text {number} {uuid4()}"
        killer = threading.Timer(chance.uniform(0, 0.03), mortal_server.stop, [signal.SIGKILL])
        if number in KILLS:
            killer.start()
        try:
            status = person.post(path, {"text": text, "version": str(version), "autosave": "1"})
        except (URLError, OSError):
            status = 0
        if status == 200:
            acknowledged.add(text)
            version += 1
        if number in KILLS:
            killer.join()
            mortal_server.start()
            # What was saved and not acknowledged any more has a version of its own.
            version = int(re.search(r'name="version" value="(\d+)"', person.get(f"/sv/dagbok/{key}/"))[1])
            time.sleep(0.1)
    assert len(acknowledged) >= SAVES - len(KILLS)
    assert acknowledged <= versions_of(person, f"/sv/dagbok/{key}/")
