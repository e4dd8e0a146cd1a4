import pytest

from journals.models import Entry
from tests.odd import naughty_strings, some


@pytest.fixture
def coach(client_as, alva):
    return client_as(alva)


def test_text_is_kept_and_shown(coach, reflection):
    coach.post(reflection.get_url(), {"text": "En tanke", "version": "0"})
    assert "En tanke</textarea>" in coach.get(reflection.get_url()).text


def test_autosave_tells_version_and_time(coach, reflection):
    answer = coach.post(reflection.get_url(), {"text": "En tanke", "version": "0", "autosave": "1"}).json()
    assert answer["version"] == 1
    assert answer["saved"].startswith("Sparat ")


def test_a_stale_autosave_gets_the_other_text(coach, reflection):
    coach.post(reflection.get_url(), {"text": "Ett", "version": "0"})
    response = coach.post(reflection.get_url(), {"text": "Två", "version": "0", "autosave": "1"})
    assert (response.status_code, response.json()) == (409, {"version": 1, "text": "Ett"})


def test_a_stale_save_shows_both_texts(coach, reflection):
    coach.post(reflection.get_url(), {"text": "Ett", "version": "0"})
    response = coach.post(reflection.get_url(), {"text": "Två", "version": "0"})
    assert response.status_code == 409
    assert "Två</textarea>" in response.text
    assert "Ett</textarea>" in response.text


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 40])
def test_an_odd_version_is_refused_with_the_text_kept(coach, reflection, version):
    response = coach.post(reflection.get_url(), {"text": "En tanke", "version": version})
    assert response.status_code == 422
    assert "En tanke</textarea>" in response.text


@pytest.mark.parametrize("autosave", [{}, {"autosave": "1"}])
def test_a_text_too_long_is_told_in_numbers(coach, reflection, autosave):
    response = coach.post(reflection.get_url(), {"text": "x" * 20_005, "version": "0", **autosave})
    assert response.status_code == 422
    assert str(20_005) in response.content.decode("unicode_escape")
    assert not Entry.objects.exists()


@pytest.mark.long
def test_odd_strings_are_shown_harmlessly(coach, reflection):
    for text in some(naughty_strings()):
        Entry.objects.all().delete()
        coach.post(reflection.get_url(), {"text": text, "version": "0"})
        page = coach.get(reflection.get_url())
        assert page.status_code == 200
        assert "<script>alert" not in page.text
