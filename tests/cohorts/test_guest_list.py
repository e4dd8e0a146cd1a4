"""Inviting from any paste or file: everybody is seen in a row that can be changed before anything is sent."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from cohorts.addresses import Guest, UnreadableSheet, text_of_sheet, understand
from cohorts.services import invite
from tests.guests import rows


@pytest.fixture
def people(client_as, tove, cohort):
    client, url = client_as(tove), reverse("desk:people", args=[cohort.slug])
    return lambda fields, **more: client.post(url, fields | more)


def workbook(*lines):
    book, file = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(file)
    return file.getvalue()


def test_what_is_pasted_becomes_rows_and_the_field_is_empty_again(people, cohort):
    page = people({"addresses": "Nora Ny\tnora@example.org\nKim\n", "send": ""})
    assert page.status_code == 200
    assert 'name="guests-0-email" value="nora@example.org"' in page.text
    assert "rad 2: Kim" in page.text
    assert "nora@example.org\nKim" not in page.text
    assert cohort.invitations.count() == 0


def test_rows_are_changed_and_left_out_before_they_are_sent(people, cohort, tove):
    sent = rows("nora@example.org", "kim@example.org", "NORA@example.org")
    sent |= {
        "guests-0-name": "Nora Ny",
        "guests-0-role": "inspirer",
        "guests-0-language": "en",
        "guests-1-DELETE": "on",
    }
    assert people(sent).status_code == 302
    [invitation] = cohort.invitations.all()
    told = (invitation.email, invitation.name, invitation.role, invitation.language)
    assert told == ("nora@example.org", "Nora Ny", "inspirer", "en")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "", "Skriv en adress eller hoppa över raden."),
        ("email", "nora", "Det här är ingen e-postadress."),
        ("email", "åsa@ängelholm.se", "Mejl når inte en adress med å, ä, ö eller liknande före @."),
        ("email", "a@b.se\r\nbcc: x@y.se", "Det här är ingen e-postadress."),
        ("role", "chef", "Välj ett giltigt alternativ"),
        ("language", "de", "Välj ett giltigt alternativ"),
        ("name", "x" * 151, "150 tecken"),
    ],
)
def test_a_row_that_cannot_be_sent_says_why_beside_its_field(people, cohort, field, value, words):
    page = people(rows("nora@example.org", "kim@example.org", **{field: value}))
    assert (page.status_code, words in page.text) == (422, True)
    assert f'id="id_guests-0-{field}_error"' in page.text
    assert cohort.invitations.count() == 0


def test_more_is_added_to_rows_that_were_changed(people, cohort):
    sent = rows(Guest("nora@example.org", "Nora, som jag skrev det")) | {
        "addresses": "Nora Annan <nora@example.org>; kim@x.se"
    }
    page = people(sent).text
    assert 'value="Nora, som jag skrev det"' in page
    assert "Nora Annan" not in page
    assert 'name="guests-1-email" value="kim@x.se"' in page
    assert cohort.invitations.count() == 0


def test_who_does_not_find_room_stands_in_the_field(people):
    pasted = "\n".join(f"Gäst Ett <gast{number}@example.org>" for number in range(302))
    page = people({"addresses": pasted}).text
    assert "Det går att bjuda in 300 åt gången." in page
    assert "Gäst Ett &lt;gast300@example.org&gt;\nGäst Ett &lt;gast301@example.org&gt;</textarea>" in page


def test_a_word_that_is_no_role_is_told(people):
    page = people({"addresses": "e-post;roll\nnora@example.org;<b>Chef"}).text
    assert "”&lt;b&gt;Chef” är ingen roll här: välj en." in page


@pytest.mark.parametrize("total", ["999999", "-1", "x", ""])
def test_odd_numbers_of_rows_are_no_fault(people, cohort, total):
    assert people(rows("nora@example.org") | {"guests-TOTAL_FORMS": total}).status_code in (200, 422)
    assert cohort.invitations.count() == 0


def test_the_verb_writes_to_nobody_whom_no_mail_reaches(cohort, tove):
    sent = invite(cohort=cohort, by=tove, guests=[Guest("åsa@ängelholm.se"), Guest("nora@ängelholm.se")])
    assert [one.email for one in sent.unreachable] == ["åsa@ängelholm.se"]
    assert [one.email for one in cohort.invitations.all()] == ["nora@ängelholm.se"]


# Files --------------------------------------------------------------------------------------------------


HEADING = ("Förnamn", "Efternamn", "E-post (arbete)", "Roll")
ROW = ("Nora", "Ny", "nora@example.org", "Inspiratör")
NORA = Guest("nora@example.org", "Nora Ny", "inspirer")
TABLE = "\n".join(";".join(cells) for cells in (HEADING, ROW))


@pytest.mark.parametrize(
    "content",
    [
        workbook(HEADING, ROW),
        workbook(HEADING, (None, "", None, 7), ROW),
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        TABLE.encode("cp1252"),
        ("sep=;\r\n" + TABLE.replace("\n", "\r\n")).encode("cp1252"),
    ],
    ids=["workbook", "gaps", "utf-8", "with mark", "utf-16", "windows", "separator"],
)
def test_files_are_read_as_they_come(content):
    assert understand(text_of_sheet(content)).guests == (NORA,)


def test_a_file_becomes_rows(people):
    page = people({"addresses": "kim@example.org"}, file=SimpleUploadedFile("lista.xlsx", workbook(HEADING, ROW)))
    assert 'name="guests-0-email" value="kim@example.org"' in page.text
    assert 'name="guests-1-name" value="Nora Ny"' in page.text


def bomb():
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * 30_000_000)
    return file.getvalue()


def archive():
    file = io.BytesIO()
    with ZipFile(file, "w") as parts:
        parts.writestr("a.txt", b"a@b.se")
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"PK", b"PK\x03\x04" + b"x" * 100, workbook(HEADING)[:2000], archive(), bomb(), b"\x00\x01@\x00", b"\xff\xfe\x00"],
    ids=["two bytes", "no zip", "cut off", "another archive", "bomb", "bytes", "half a sign"],
)
def test_what_is_no_list_is_refused_beside_the_field(people, content, cohort):
    with pytest.raises(UnreadableSheet):
        text_of_sheet(content)
    page = people({"addresses": "kim@example.org"}, file=SimpleUploadedFile("lista.xlsx", content))
    assert (page.status_code, "Filen gick inte att läsa som tabell eller text." in page.text) == (422, True)
    assert "kim@example.org" in page.text


def test_two_megabytes_are_the_most(people):
    page = people({"addresses": ""}, file=SimpleUploadedFile("lista.csv", b"a@b.se\n" + b" " * 2_000_000))
    assert (page.status_code, "Filen är större än 2 MB." in page.text) == (422, True)
