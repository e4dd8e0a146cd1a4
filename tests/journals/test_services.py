from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.conflicts import EditConflict
from content.text import normalise
from journals.models import Entry, EntryVersion
from journals.queries import entry_at
from journals.services import restore, save_entry
from progress.queries import done_keys
from tests.long import examples
from tests.odd import naughty_strings, some

KEY = uuid4()


def save(author, text, version=0, key=KEY):
    return save_entry(author=author, step_key=key, text=text, expected_version=version)


def test_first_text_makes_an_entry_and_the_step_done(alva):
    assert save(alva, "En tanke").version == 1
    assert KEY in done_keys(alva.pk)


def test_emptying_an_entry_keeps_the_step_done_and_the_text_among_versions(alva):
    save(alva, "En tanke")
    assert save(alva, "", 1).text == ""
    assert KEY in done_keys(alva.pk)
    assert list(EntryVersion.objects.values_list("text", flat=True)) == ["", "En tanke"]


def test_nothing_written_makes_no_entry(alva):
    save(alva, "   ")
    assert not Entry.objects.exists()
    assert KEY not in done_keys(alva.pk)


def test_the_same_text_again_changes_nothing(alva):
    save(alva, "En tanke")
    assert save(alva, "En tanke", 0).version == 1


def test_a_stale_save_meets_the_saved_text_and_changes_nothing(alva):
    save(alva, "Ett")
    save(alva, "Två", 1)
    with pytest.raises(EditConflict) as caught:
        save(alva, "Tre", 1)
    assert (caught.value.current.text, caught.value.current.version) == ("Två", 2)
    assert entry_at(alva, KEY).text == "Två"


def test_text_above_the_limit_is_refused(alva):
    with pytest.raises(ValueError, match="the limit is"):
        save(alva, "x" * 20_001)


def test_an_earlier_version_comes_back_as_the_newest(alva):
    save(alva, "Ett")
    entry = save(alva, "Två", 1)
    assert restore(entry=entry, number=1).text == "Ett"
    assert list(entry.versions.values_list("number", "text")) == [(3, "Ett"), (2, "Två"), (1, "Ett")]


def test_entries_are_for_their_author_alone(alva, bo, tove, maja):
    save(alva, "En tanke")
    assert [Entry.objects.visible_to(person).count() for person in (alva, bo, tove, maja)] == [1, 0, 0, 0]


def test_an_entry_never_shows_its_text_in_a_log(alva):
    entry = save(alva, "Hemligt ord")
    assert "Hemligt" not in f"{entry!r}{entry.versions.get()!r}"


@pytest.mark.long
def test_odd_strings_are_kept_as_written_but_for_control_characters(alva):
    texts = [text for text in some(naughty_strings()) if normalise(text)]
    for text in texts:
        key = uuid4()
        save(alva, text, key=key)
        assert entry_at(alva, key).text == normalise(text)
    assert sum(normalise(text) == text for text in texts) > len(texts) * 0.9


@settings(max_examples=examples(120), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(max_size=20), st.booleans()), max_size=8))
def test_no_acknowledged_text_is_ever_lost(alva, saves):
    key, version, acknowledged = uuid4(), 0, set()
    for text, stale in saves:
        try:
            entry = save(alva, text, max(0, version - 1) if stale else version, key)
        except EditConflict as conflict:
            version = conflict.current.version
        else:
            version = entry.version
            if entry.pk:
                acknowledged.add(entry.text)
    kept = set(EntryVersion.objects.filter(entry__step_key=key).values_list("text", flat=True))
    assert acknowledged <= kept
