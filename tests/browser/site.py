"""Makes the site that the browser tests visit: the real training, the demo people, and walkers who start fresh."""

import io

WALKERS = 90


def build_site() -> None:
    from django.core.management import call_command

    for command in ("set_up_site", "load_training", "load_demo"):
        call_command(command, stdout=io.StringIO())

    from datetime import timedelta

    from django.utils import timezone

    from accounts.services import create_person
    from cohorts.models import Cohort
    from cohorts.models.invitations import digest_of
    from cohorts.services import join
    from courses.models import ModulePage
    from notices.services import note_bounce
    from tests.quizzes.conftest import add_every_kind
    from training.demo import PASSWORD

    cohort = Cohort.objects.get(slug="exempelkommun-hosten-2026")
    # First in its module, so that the way through the real steps is as it was.
    module = ModulePage.objects.filter(locale__language_code="sv").first()
    for settings in ({}, {"title": "Allt på en sida", "slug": "allt-pa-en-sida", "layout": "all"}):
        page = add_every_kind(module, required=False, asks_confidence=True, **settings)
        page.move(module.get_first_child(), "left")
    cohort.invitations.create(email="nora@example.org", name="Nora Ny", digest=digest_of("nora"))
    cohort.invitations.create(email="dubbel@example.org", digest=digest_of("dubbel"))
    cohort.invitations.create(email="gammal@example.org", digest=digest_of("gammal"), withdrawn_at=timezone.now())
    refused = create_person(email="refused@example.org", name="Rut Retur", password=PASSWORD)
    note_bounce(address=refused.email, reason="550 5.1.1 <refused@example.org>: Recipient address rejected: unknown")
    in_both = create_person(email="dagny@example.org", name="Dagny Dubbel", password=PASSWORD)
    for place in (cohort, Cohort.objects.get(slug="forskolan-hosten-2026")):
        join(cohort=place, user=in_both)
    closed = create_person(email="stangd@example.org", name="Stina Stängd", password=PASSWORD)
    closed.sealed_at, closed.second_factor_from = timezone.now(), timezone.localdate() + timedelta(days=7)
    closed.save()
    add_crowd(cohort.course_key)
    for number in range(WALKERS):
        person = create_person(email=f"walker{number}@example.org", name=f"Vera Gång {number}", password=PASSWORD)
        join(cohort=cohort, user=person)


def add_crowd(course_key) -> None:
    """Many at once get a board of their own, which nobody else's tests look at."""
    from accounts.services import create_person
    from cohorts.models import Cohort
    from cohorts.services import join
    from training.demo import PASSWORD

    crowded = Cohort.objects.create(name="Trängsel", slug="trangsel", course_key=course_key)
    for number in range(8):
        person = create_person(email=f"crowd{number}@example.org", name=f"Cilla Kö {number}", password=PASSWORD)
        join(cohort=crowded, user=person, role="trainer" if number < 2 else "coach")
