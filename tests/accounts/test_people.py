import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from accounts.services import choose_language, create_person
from tests.odd import naughty_strings


def test_an_address_is_one_whatever_its_case(db):
    create_person(email=" Ny@Example.org ", name="Nils Ny")
    assert User.objects.get_by_natural_key("NY@EXAMPLE.ORG").email == "ny@example.org"
    with pytest.raises(IntegrityError), transaction.atomic():
        create_person(email="ny@example.ORG", name="En annan")


def test_without_a_password_none_works(db):
    assert not create_person(email="ny@example.org", name="Nils Ny").has_usable_password()


@pytest.mark.parametrize(
    ("name", "initials", "short"),
    [
        ("Alva Berg", "AB", "Alva"),
        ("Alva", "A", "Alva"),
        ("Ann  von der  Berg", "AB", "Ann"),
        ("", "", "ny@example.org"),
    ],
)
def test_a_person_is_called_by_what_there_is(name, initials, short):
    person = User(name=name, email="ny@example.org")
    assert (person.initials, person.get_short_name()) == (initials, short)


def test_a_language_is_remembered(alva):
    choose_language(user=alva, language="en")
    assert User.objects.get(pk=alva.pk).language == "en"


def profile(**changed):
    return {"name": "Alva Berg", "unit": "Hemtjänsten norr", "language": "sv", **changed}


@pytest.mark.parametrize("text", [text for text in naughty_strings() if 0 < len(text.strip()) <= 150][:80])
def test_odd_names_are_kept_and_shown(client_as, alva, text):
    client = client_as(alva)
    response = client.post("/sv/mitt/", profile(name=text, unit=text), follow=True)
    assert response.status_code in (200, 422)
    assert client.get("/sv/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "x" * 151), ("unit", "x" * 151), ("language", "xx")]
)
def test_what_cannot_be_is_told_beside_the_field(client_as, alva, field, value):
    response = client_as(alva).post("/sv/mitt/", profile(**{field: value}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    alva.refresh_from_db()
    assert alva.name == "Alva Berg"


def test_a_chosen_language_is_used_at_once(client_as, alva):
    response = client_as(alva).post("/sv/mitt/", profile(language="en"))
    assert response.url == "/en/me/"


@pytest.mark.parametrize("words", ["alva", "Berg", "alva@example", "hemtjänst"])
def test_a_site_manager_finds_people_by_what_she_knows_of_them(client_as, maja, words):
    page = client_as(maja).get(reverse("wagtailusers_users:index"), {"q": words}).text
    assert ("Alva Berg" in page, "Bo Lind" in page) == (True, False)
