"""The pages of leaving: her own, and those of a site manager."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import AccountEvent, User
from accounts.services import deactivate
from tests.home.conftest import MARKER


class TestHerOwnPages:
    def test_she_sees_what_goes_what_stays_and_why(self, client_as, life, helper, vera):
        page = client_as(vera).get(reverse("leave_site")).text
        assert "Dagboksanteckningar: <b>1</b>" in page
        assert "För att andras svar ska stå kvar på sin plats." in page
        assert page.index("Låt mitt konto vila") < page.index("Radera mitt konto den")
        assert MARKER not in page.split("<main", 1)[1].split("</main>")[0]

    def test_remove_is_chosen_unless_she_says_otherwise(self, client_as, vera, helper):
        form = client_as(vera).get(reverse("leave_site")).context["form"]
        assert [(one.data["value"], one.data["selected"]) for one in form["texts"]] == [
            ("remove", True),
            ("keep", False),
        ]

    def test_erase_and_undo(self, client_as, vera, helper, django_capture_on_commit_callbacks):
        client = client_as(vera)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("leave_site"), {"erase": "1", "texts": "keep"})
        vera.refresh_from_db()
        assert (vera.erases_on, vera.erasure_keeps_texts) == (localdate() + timedelta(days=14), True)
        [letter] = mail.outbox
        assert "Du har bett om att ditt konto i Gnista ska raderas." in letter.body
        assert "Behåll mitt konto" in client.get(reverse("leave_site")).text
        client.post(reverse("leave_site"), {"cancel": "1"})
        vera.refresh_from_db()
        assert vera.erases_on is None

    def test_a_choice_that_is_none_erases_nothing(self, client_as, vera, helper):
        assert client_as(vera).post(reverse("leave_site"), {"erase": "1", "texts": "both"}).status_code == 409
        vera.refresh_from_db()
        assert vera.erases_on is None

    def test_rest(self, client_as, vera):
        client = client_as(vera)
        client.post(reverse("leave_site"), {"rest": "1"})
        vera.refresh_from_db()
        assert vera.is_active is False
        assert client.get(reverse("profile")).status_code == 302
        [event] = AccountEvent.objects.filter(person=vera)
        assert (event.kind, event.by) == ("deactivated", vera)


class TestASiteManager:
    def test_looks_at_numbers_and_never_at_texts(self, client_as, life, maja, vera):
        page = client_as(maja).get(reverse("person", args=[vera.pk])).text
        assert "Dagboksanteckningar: <b>1</b>" in page
        for text in ("Ett", "Två", "Delat", "Fråga", "Rubrik", "Utkast"):
            assert f"{text} {MARKER}" not in page

    def test_erases_and_the_person_is_told(self, client_as, maja, vera, helper, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            client_as(maja).post(reverse("person", args=[vera.pk]), {"erase": "1", "texts": "remove"})
        vera.refresh_from_db()
        assert vera.erases_on == localdate() + timedelta(days=14)
        [letter] = mail.outbox
        assert letter.to == [vera.email]
        assert "Den som sköter webbplatsen har bestämt" in letter.body
        assert AccountEvent.objects.get(person=vera).by == maja

    def test_lets_an_account_rest_and_opens_it_again(self, client_as, maja, alva):
        client, url = client_as(maja), reverse("person", args=[alva.pk])
        client.post(url, {"rest": "1"})
        assert not User.objects.get(pk=alva.pk).is_active
        client.post(url, {"activate": "1"})
        assert User.objects.get(pk=alva.pk).is_active

    def test_does_not_lock_herself_out(self, client_as, maja):
        client_as(maja).post(reverse("person", args=[maja.pk]), {"rest": "1"})
        assert User.objects.get(pk=maja.pk).is_active

    @pytest.mark.parametrize("name", ["tove", "alva"])
    def test_nobody_else_does(self, name, request, client_as, bo):
        client = client_as(request.getfixturevalue(name))
        for data in ({"erase": "1", "texts": "remove"}, {"rest": "1"}, {"export": "1"}):
            assert client.post(reverse("person", args=[bo.pk]), data).status_code in (302, 404)
        bo.refresh_from_db()
        assert (bo.erases_on, bo.is_active, bo.exports.count()) == (None, True, 0)


def test_an_account_that_rests_gets_no_mail(cohort, tove, alva, bo, django_capture_on_commit_callbacks):
    from cohorts.services import send_message

    deactivate(person=bo, by=bo)
    with django_capture_on_commit_callbacks(execute=True):
        send_message(
            cohort=cohort,
            author=tove,
            people=[alva, User.objects.get(pk=bo.pk)],
            subject="S",
            text="T",
            submission_id=uuid4(),
        )
    assert [letter.to for letter in mail.outbox] == [[alva.email]]
