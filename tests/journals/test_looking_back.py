"""The timeline, what is found in it, letters to oneself, versions, the bin, and taking it home."""

import json
from datetime import timedelta
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from docx import Document

from content.text import normalise
from courses.models import Step
from journals import services
from journals.models import Entry
from journals.services import keep_note, save_entry, share_with_trainers, throw_away
from notices.models import Notice
from tests.odd import naughty_strings


@pytest.fixture
def coach(client_as, alva):
    return client_as(alva)


def write(author, text, step_key=None, **fields):
    entry = save_entry(author=author, key=uuid4(), step_key=step_key, text=text, expected_version=0)
    Entry.objects.filter(pk=entry.pk).update(**fields)
    entry.refresh_from_db()
    return entry


def found(client, **query):
    return [line.entry.text for line in client.get(reverse("journals:journal"), query).context["timeline"].lines]


def test_all_of_it_newest_first_in_pages(coach, alva):
    now = timezone.now()
    for number in range(60):
        write(alva, f"Text {number}", created_at=now - timedelta(days=number % 7, minutes=number))
    page, texts = coach.get(reverse("journals:journal")), []
    while True:
        timeline = page.context["timeline"]
        texts += [(line.entry.created_at, line.entry.text) for line in timeline.lines]
        if timeline.older is None:
            break
        page = coach.get(reverse("journals:journal"), {"before": timeline.older})
    assert len(texts) == 60
    assert texts == sorted(texts, reverse=True)


@pytest.mark.parametrize("query", ["MÖTE", "möte", "mo\u0308te", "mö tyst", "Tyst  m\u00f6te"])
def test_words_are_found_whatever_the_case_and_the_way_of_writing(coach, alva, query):
    write(alva, "Ett långt Möte, nästan tyst.")
    write(alva, "Något helt annat")
    assert found(coach, q=query) == ["Ett långt Möte, nästan tyst."]


@pytest.mark.parametrize("query", ["%", "_", "\\", "'", "a" * 500, "\x00", "\u202e", "<script>"])
def test_odd_words_find_nothing_and_break_nothing(coach, alva, query):
    write(alva, "Ett möte")
    page = coach.get(reverse("journals:journal"), {"q": query})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_what_is_shared_private_or_by_a_prompt(coach, alva, cohort, reflection):
    shared = write(alva, "Delat", step_key=reflection.translation_key)
    write(alva, "Privat")
    share_with_trainers(entry=shared, cohort=cohort, source="Delat", submission_id=uuid4())
    assert found(coach, show="shared") == ["Delat"]
    assert found(coach, show="private") == ["Privat"]
    assert found(coach, prompt=str(reflection.translation_key)) == ["Delat"]
    assert found(coach, prompt="x", show="y") == ["Privat", "Delat"]


def test_nobody_finds_what_another_wrote(client_as, alva, bo):
    write(alva, "Ett möte")
    assert found(client_as(bo), q="möte") == []


def test_an_entry_is_read_after_the_course(coach, alva, reflection, cohort):
    entry = write(alva, "Ett möte", step_key=reflection.translation_key)
    cohort.memberships.filter(user=alva).update(left_at=timezone.now())
    page = coach.get(reverse("journals:entry", args=[entry.key]))
    assert reflection.title in page.text
    assert coach.post(reverse("journals:entry", args=[entry.key]), {"text": "Mer", "version": "1"}).status_code == 302
    Step.objects.filter(translation_key=reflection.translation_key).delete()
    assert "Mer" in coach.get(reverse("journals:entry", args=[entry.key])).text
    assert "En fråga som inte längre finns i kursen" in coach.get(reverse("journals:journal")).text


# Free entries ------------------------------------------------------------------------------------------


def test_a_free_entry_is_made_once(coach, alva):
    url = coach.get(reverse("journals:new")).url
    assert not Entry.objects.exists()
    for _twice in range(2):
        response = coach.post(url, {"text": "Hej", "version": "0"})
    entry = Entry.objects.get()
    assert response.url == reverse("journals:entry", args=[entry.key])
    assert coach.get(url).url == response.url


def test_an_address_of_another_makes_an_entry_of_ones_own(client_as, alva, bo):
    entry = write(alva, "Alvas")
    response = client_as(bo).post(reverse("journals:write", args=[entry.key]), {"text": "Bos", "version": "0"})
    assert response.status_code == 302
    assert set(Entry.objects.values_list("author__name", "text")) == {("Alva Berg", "Alvas"), ("Bo Lind", "Bos")}


# Letters to oneself --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("when", "days"), [("weeks", 42), ("months", 91), ("", None)])
def test_an_entry_comes_back_when_its_author_wants(coach, alva, when, days):
    entry = write(alva, "Till mig")
    coach.post(reverse("journals:note", args=[entry.key]), {"when": when, "depth": "3"})
    entry.refresh_from_db()
    assert entry.depth == 3
    assert entry.returns_on == (timezone.localdate() + timedelta(days=days) if days else None)


@pytest.mark.parametrize("fields", [{"when": "day"}, {"when": "day", "day": "x"}, {"when": "x"}, {"depth": "9"}])
def test_odd_notes_are_told(coach, alva, fields):
    entry = write(alva, "Till mig")
    response = coach.post(reverse("journals:note", args=[entry.key]), fields)
    assert response.status_code == 422
    assert "Till mig</textarea>" in response.text


def test_a_letter_is_told_of_once_and_stands_beside_a_fresh_sheet(coach, alva):
    letter = keep_note(entry=write(alva, "Jag var rädd."), returns_on=timezone.localdate())
    for _twice in range(2):
        call_command("tick", stdout=StringIO())
    notice = Notice.objects.get(recipient=alva)
    assert (notice.headline, notice.subject) == ("Ett brev från dig själv har kommit tillbaka", "")
    assert "Ett brev som du skrev till dig själv" in coach.get(reverse("journals:journal")).text
    url = coach.get(notice.path).url
    assert "<p>Jag var rädd.</p>" in coach.get(url).text
    coach.post(url, {"text": "Nu är jag lugn.", "version": "0"})
    now = Entry.objects.get(looks_back_on=letter)
    page = coach.get(reverse("journals:entry", args=[now.key]))
    assert "<p>Jag var rädd.</p>" in page.text
    assert "Nu är jag lugn.</textarea>" in coach.get(url).text
    assert "Ett brev som du skrev till dig själv" not in coach.get(reverse("journals:journal")).text


# Versions and the bin --------------------------------------------------------------------------------------


def test_versions_are_compared_and_restored(coach, alva):
    entry = write(alva, "En tyst minut")
    save_entry(author=alva, key=entry.key, text="En lång minut", expected_version=1)
    url = reverse("journals:version", args=[entry.key, 1])
    page = coach.get(url)
    assert "<del>tyst</del><ins>lång</ins>" in page.text
    coach.post(url)
    entry.refresh_from_db()
    assert (entry.text, entry.version) == ("En tyst minut", 3)
    assert coach.get(reverse("journals:version", args=[entry.key, 99])).status_code == 404


def test_many_versions_come_in_pages(coach, alva):
    entry = write(alva, "0")
    for number in range(1, 40):
        save_entry(author=alva, key=entry.key, text=str(number), expected_version=number)
    first = coach.get(reverse("journals:versions", args=[entry.key]))
    assert len(first.context["versions"]) == 25
    assert len(coach.get(reverse("journals:versions", args=[entry.key]) + "?page=2").context["versions"]) == 15
    assert coach.get(reverse("journals:versions", args=[entry.key]) + "?page=x").status_code == 200


def test_the_bin_holds_for_thirty_days(coach, alva):
    entry = write(alva, "Bort")
    coach.post(reverse("journals:throw_away", args=[entry.key]))
    assert found(coach) == []
    assert coach.get(reverse("journals:entry", args=[entry.key])).status_code == 404
    assert "Bort" in coach.get(reverse("journals:bin")).text
    call_command("tick", stdout=StringIO())
    coach.post(reverse("journals:bring_back", args=[entry.key]))
    assert found(coach) == ["Bort"]
    Entry.objects.update(deleted_at=timezone.now() - timedelta(days=30, seconds=1))
    assert "Bort" not in coach.get(reverse("journals:bin")).text
    call_command("tick", stdout=StringIO())
    assert not Entry.objects.exists()


def test_deleting_for_good_asks_first(coach, alva):
    entry = throw_away(entry=write(alva, "Bort"))
    url = reverse("journals:destroy", args=[entry.key])
    assert coach.get(url).status_code == 200
    assert Entry.objects.exists()
    coach.post(url)
    assert not Entry.objects.exists()


def test_what_is_deleted_for_good_beside_it_breaks_nothing(coach, alva, monkeypatch):
    """Two windows act on one entry in the same moment, and one of them deletes it for good."""
    for name, form in (("bring_back", {}), ("throw_away", {}), ("note", {"depth": "", "returns": "never"})):
        entry, verb = write(alva, "Bort"), "keep_note" if name == "note" else name
        original = getattr(services, verb)

        def late(entry, original=original, **facts):
            Entry.objects.filter(pk=entry.pk).delete()
            return original(entry=entry, **facts)

        monkeypatch.setattr(services, verb, late)
        assert coach.post(reverse(f"journals:{name}", args=[entry.key]), form).status_code in (302, 404)
        assert not Entry.objects.exists()


def test_what_was_thrown_away_stands_beside_what_was_written_since(coach, alva, reflection):
    first = write(alva, "Förut", step_key=reflection.translation_key)
    throw_away(entry=first)
    second = write(alva, "Sedan", step_key=reflection.translation_key)
    coach.post(reverse("journals:bring_back", args=[first.key]))
    first.refresh_from_db()
    assert (first.step_key, second.step_key) == (None, reflection.translation_key)
    assert set(found(coach)) == {"Förut", "Sedan"}


# Taking it home ----------------------------------------------------------------------------------------------


def test_the_forms_to_take_it_home_in(coach, alva, reflection):
    write(alva, "## Rubrik\n\nEn **fet** rad\n\n- ett\n- två\n\n> citat", step_key=reflection.translation_key)
    write(alva, "Fritt")
    home = reverse("journals:take_home")
    assert "2 anteckningar, med frågorna." in coach.get(home).text
    rows = json.loads(coach.get(home, {"form": "json"}).content)
    assert [(row["title"], row["text"][:9]) for row in rows] == [(reflection.title, "## Rubrik"), ("Fritt", "Fritt")]
    assert rows[0]["prompt"]
    markdown = coach.get(home, {"form": "md"}).text
    assert f"# {reflection.title}" in markdown
    assert "En **fet** rad" in markdown
    assert "<strong>fet</strong>" in coach.get(home, {"form": "page"}).text
    word = Document(BytesIO(coach.get(home, {"form": "docx"}).content))
    styles = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs}
    assert (styles["Rubrik"], styles["ett"], styles["citat"]) == ("Heading 3", "List Bullet", "Quote")
    assert any(run.bold and run.text == "fet" for paragraph in word.paragraphs for run in paragraph.runs)


def test_prompts_come_in_the_readers_language(client_as, alva, reflection):
    write(alva, "Hej", step_key=reflection.translation_key)
    english = reflection.get_translations().get()
    rows = json.loads(client_as(alva).get("/en/journal/take-home/", {"form": "json"}).content)
    assert rows[0]["title"] == english.title


def test_one_entry_alone_and_nobody_elses(client_as, alva, bo):
    entry, _other = write(alva, "Ett"), write(alva, "Två")
    home = reverse("journals:take_home")
    for person, texts in ((alva, ["Ett"]), (bo, [])):
        rows = json.loads(client_as(person).get(home, {"form": "json", "entry": str(entry.key)}).content)
        assert [row["text"] for row in rows] == texts
    assert json.loads(client_as(alva).get(home, {"form": "json", "entry": "x"}).content) == []
    assert client_as(alva).get(home, {"form": "exe"}).status_code == 200


def test_odd_strings_go_home_in_every_form(coach, alva):
    for text in filter(normalise, naughty_strings()[::5]):
        write(alva, text)
    for form in ("page", "docx", "md", "json"):
        response = coach.get(reverse("journals:take_home"), {"form": form})
        assert response.status_code == 200
        assert form != "page" or "<script>alert" not in response.text
