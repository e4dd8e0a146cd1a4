"""What costs others something can be done often, and not without end; nothing that was written is lost by it."""

from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from discussions.models import Post, Report
from discussions.services import open_thread


@pytest.fixture
def few(settings):
    settings.ACCOUNT_RATE_LIMITS = {"post": "2/m/user", "report": "2/m/user", "mail": "2/m/user"}


TOO_OFTEN = "Det blev mycket på kort tid."


def test_posts(few, client_as, cohort, alva, bo):
    client, url = client_as(alva), reverse("discussions:new_thread", args=[cohort.slug])
    for number in range(3):
        form = {"title": f"T{number}", "text": f"Text {number}", "submission_id": str(uuid4())}
        met = client.post(url, form)
    assert met.status_code == 422
    assert TOO_OFTEN in met.text
    assert "Text 2" in met.text
    thread = Post.objects.filter(author=alva).first().thread
    answer = {"text": "Ett svar", "submission_id": str(uuid4())}
    page = reverse("discussions:thread", args=[cohort.slug, thread.pk])
    assert client.post(page, answer).status_code == 422
    assert client_as(bo).post(page, answer).status_code == 302


def test_reports(few, client_as, cohort, alva, bo):
    client = client_as(alva)
    for _number in range(3):
        post = open_thread(cohort=cohort, author=bo, title="T", source="S", submission_id=uuid4())
        met = client.post(reverse("discussions:report", args=[cohort.slug, post.pk]), {"reason": "Titta"})
    assert TOO_OFTEN in met.text
    assert Report.objects.count() == 2


@pytest.mark.parametrize("name", ["people", "write", "renew"])
def test_mail(few, client_as, cohort, tove, alva, name, django_capture_on_commit_callbacks):
    client = client_as(tove)
    invitation = cohort.invitations.create(email="nora@example.org")
    args = [cohort.slug, invitation.pk] if name == "renew" else [cohort.slug]
    for number in range(3):
        forms = {
            "people": {"addresses": f"ny{number}@example.org", "send": ""},
            "write": {
                "to": [cohort.memberships.get(user=alva).pk],
                "subject": "S",
                "text": f"Brev {number}",
                "submission_id": str(uuid4()),
            },
            "renew": {},
        }
        with django_capture_on_commit_callbacks(execute=True):
            met = client.post(reverse(f"desk:{name}", args=args), forms[name], follow=True)
    assert TOO_OFTEN in met.text
    assert len(mail.outbox) == 2
