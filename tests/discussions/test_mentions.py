"""What a mention shows: the words around it, in the list of notices and by mail, never a name that is not shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from content.text import around
from discussions.naming import calls
from discussions.services import edit
from notices.models import Notice
from tests.discussions.writing import LONG, begin, say, send


def around_of(person):
    return Notice.objects.get(recipient=person, kind="mention").subject


def test_a_mention_shows_the_words_around_it(cohort, alva, bo):
    post = say(begin(cohort, bo).thread, bo, f"{LONG}Vad säger du om det, @Alva Berg, du som var där? {LONG}")
    said = around_of(alva)
    assert "Vad säger du om det, @Alva Berg, du som var där?" in said
    assert said.startswith("…")
    assert said.endswith("…")
    assert 150 < len(said) <= 200
    words = post.source.split()
    assert all(word in words for word in said.strip("…").split())
    [letter] = send(alva, kind="mention")
    for body in (letter.body, letter.alternatives[0].content):
        assert said in body


def test_it_is_in_the_list_of_notices(client_as, cohort, alva, bo):
    say(begin(cohort, bo).thread, bo, f"{LONG}**Fråga** till @alva berg: _hur_ går det?")
    page = client_as(alva).get("/sv/notiser/").text
    assert "Fråga till @alva berg: hur går det?" in page


def test_each_is_shown_her_own_place(cohort, alva, bo, tove):
    say(begin(cohort, tove).thread, tove, f"@Alva Berg tar med fika. {LONG} Och @Bo Lind tar med kaffe.")
    assert around_of(alva).startswith("@Alva Berg tar med fika.")
    assert around_of(bo).endswith("Och @Bo Lind tar med kaffe.")


def test_a_changed_post_shows_other_words(cohort, alva, bo):
    post = say(begin(cohort, bo).thread, bo, f"{LONG}Kan du det, @Alva Berg?")
    edit(post=post, source=f"{LONG}Kan du ta det, @Alva Berg?", expected_version=0)
    assert around_of(alva).endswith("Kan du ta det, @Alva Berg?")
    edit(post=post, source="Nu är det gjort.", expected_version=1)
    assert around_of(alva) == "Nu är det gjort."


def test_who_is_called_by_a_change_is_shown_the_words_too(cohort, alva, bo):
    post = say(begin(cohort, bo).thread, bo, "Vem kan?")
    edit(post=post, source=f"{LONG}Kan du det, @Alva Berg?", expected_version=0)
    assert around_of(alva).endswith("Kan du det, @Alva Berg?")


def test_without_names_nobody_is_named_by_it(cohort, alva, bo):
    User.objects.filter(pk=bo.pk).update(name="Bonifatius Ek")
    say(begin(cohort, alva, is_anonymous=True).thread, User.objects.get(pk=bo.pk), "Hej @Alva Berg, vad tycker du?")
    [letter] = send(alva, kind="mention")
    everything = letter.message().as_string() + letter.body + letter.alternatives[0].content
    assert "Bonifatius" not in everything
    assert "Någon i kohorten nämnde dig" in letter.body
    assert "Hej @Alva Berg, vad tycker du?" in letter.body


def test_where_each_writes_first_a_mention_shows_the_title_alone(cohort, alva, bo, tove):
    thread = begin(cohort, tove, is_write_first=True).thread
    say(thread, bo, "Hej @Alva Berg, hemligt")
    assert around_of(alva) == "Om möten"
    assert "hemligt" not in send(alva, kind="mention")[0].body


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("@Bo hej", 0, "@Bo hej"),
        ("hej (@Bo) du", 5, "hej (@Bo) du"),
        ("hej\n\n@Bo\n- ett\n- två", 5, "hej @Bo ett två"),
        ("", 0, ""),
        ("x" * 300, 150, "…" + "x" * 65 + "x" * 133 + "…"),
        ("före " * 50 + "@Bo", 250, "…" + "före " * 39 + "@Bo"),
        ("@Bo " + "efter " * 50, 0, "@Bo " + "efter " * 31 + "efter…"),
    ],
)
def test_words_around_a_place(text, place, said):
    found = around(text, place)
    assert len(found) <= 200
    assert found == said


@given(st.text(max_size=600), st.integers(0, 600), st.integers(20, 200))
def test_it_is_never_too_long(text, place, length):
    found = around(text, min(place, len(text)), length)
    assert len(found) <= length
    assert "\n" not in found


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("ẞẞ @Åsa", {5: 3}),
        ("İİİ @åsa", {5: 4}),
        ("@Alva Berg och @Alva", {1: 0, 2: 15}),
        ("@Bo Ek och @Bo Ek", {3: 0, 4: 0}),
    ],
)
def test_where_somebody_is_called(text, places):
    names = {1: "Alva Berg", 2: "Alva", 3: "Bo Ek", 4: "Bo Ek", 5: "Åsa"}
    assert calls(text, names) == places
