"""Personas and pages. Alva and Bo share a cohort that Tove leads; Sten is in another; Maja manages the site."""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from inspect import signature
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db import connection, transaction
from django.dispatch import receiver
from django.test import Client, SimpleTestCase
from django.utils import timezone, translation
from hypothesis import is_hypothesis_test
from wagtail.models import Page

from accounts.models import User
from accounts.services import create_person
from cohorts.models import Cohort, Invitation, Membership
from cohorts.services import close_for_self_study, join, join_open, open_for_self_study
from courses.models import ModulePage
from discussions.models import Post, Thread
from discussions.services import create_post
from journals.services import save_entry, share_with_trainers
from notices.models import Notice
from quizzes.services import start
from tests import long
from tests.clock import MOMENT, moment
from tests.stored import WORLD, connect_to, copy_of, drop
from training.build import key

DATABASES = {"db", "transactional_db", "live_server", "environment"}


def pytest_configure(config):
    long.choose(config.option.markexpr == "long")


def may_ask_for_a_database(item) -> bool:
    """Whether a test asks for a database, or for fixtures by name and so perhaps for one."""
    of_a_class = issubclass(item.cls or object, SimpleTestCase)
    asked = DATABASES & set(item.fixturenames) or "request" in signature(item.function).parameters
    return bool(asked or of_a_class or item.get_closest_marker("django_db"))


def pytest_collection_modifyitems(items):
    """What asks for no database cannot differ between two of them, and what hypothesis makes up has a long form."""
    for item in items:
        if not may_ask_for_a_database(item):
            item.add_marker(pytest.mark.no_database)
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.long)
    items[:] = slow_ones_first(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def slow_ones_first(items: list, processes: int) -> list:
    """Each process is given a piece of the list: in each, what needs a browser comes first.

    A process without work takes some off the end of another's piece. Tests in browsers are the longest and would be the
    last ones; at the end all but one process would wait for it.
    """
    slow = [item for item in items if "environment" in item.fixturenames]
    quick = [item for item in items if item not in set(slow)]
    ends = [len(items) * number // processes for number in range(processes + 1)]
    ordered: list = []
    for number in range(processes):
        ordered += slow[number::processes]
        room = ends[number + 1] - len(ordered)
        ordered += quick[:room] if number < processes - 1 else quick
        quick = quick[room:]
    return ordered


def pytest_collection_finish():
    """What is imported stays until the end: nobody looks for rubbish in it any more, nor every few hundred objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, tmp_path_factory):
    """Each process of tests has a copy of the world; pytest-django's own way would migrate it from nothing."""
    url = copy_of(WORLD, os.environ.get("DATABASE_URL", ""), tmp_path_factory.mktemp("world"))
    with django_db_blocker.unblock():
        connect_to(url)
    yield
    with django_db_blocker.unblock():
        connection.close()
    drop(url)


@pytest.fixture(scope="session", autouse=True)
def _no_static_files():
    """A new client looks through all static files before its first page, and no test in this process asks for one."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")]


@pytest.fixture(autouse=True)
def _moment():
    """Every test begins at the same moment."""
    with moment():
        yield


@pytest.fixture(autouse=True)
def _fresh_start(_moment):
    """No test meets what an earlier one left: an empty cache, and Swedish."""
    cache.clear()
    translation.activate("sv")


def _person(name: str):
    @pytest.fixture(name=name)
    def person(db) -> User:
        return User.objects.get(email=f"{name}@example.org")

    return person


alva, bo, tove, sten, maja = (_person(name) for name in ("alva", "bo", "tove", "sten", "maja"))


@receiver(user_logged_in)
def _has_just_signed_in(request, user, **kwargs):
    """A client that is signed in by force has a session as allauth would leave it."""
    record_authentication(request, user, "password")


def sign_in(user: User | None) -> Client:
    """A client signed in as a person; an anonymous one for None."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture
def client_as() -> Callable[[User | None], Client]:
    return sign_in


def page_of(package_id: str, language: str = "sv") -> Page:
    """A page of the small course by its id in the package."""
    return Page.objects.get(translation_key=key("tiny", package_id), locale__language_code=language).specific


def _page(name: str, package_id: str):
    @pytest.fixture(name=name)
    def page(db) -> Page:
        return page_of(package_id)

    return page


course, module, lesson, quiz, reflection, discussion, practice = (
    _page(name, package_id)
    for name, package_id in (
        ("course", "tiny"),
        ("module", "T1"),
        ("lesson", "T1.1"),
        ("quiz", "T1.quiz"),
        ("reflection", "T1.reflection"),
        ("discussion", "T1.discussion"),
        ("practice", "T1.practice"),
    )
)


@pytest.fixture
def second(db):
    """A second module after that of the tiny course."""
    course = page_of("tiny")
    return course.add_child(instance=ModulePage(title="Andra modulen", slug="andra", number=2, locale=course.locale))


@pytest.fixture
def cohort(db) -> Cohort:
    """The cohort of Alva, Bo and Tove."""
    return Cohort.objects.get(slug="exempelkommun-hosten-2026")


@pytest.fixture
def other_cohort(db) -> Cohort:
    """Sten's cohort."""
    return Cohort.objects.get(slug="forskolan-hosten-2026")


# Who stands beside the world's five: those who left Alva's cohort, one who is in none, two trainers: one of hers whom
# nobody let into the CMS, and one of another cohort; a trainer who came when something was shared already, and somebody
# who joined for self-study when something was said already.
OTHERS = ("ex_member", "ex_trainer", "outsider", "ungrouped", "other_trainer", "later_trainer", "self_study")


def things_of_alva() -> dict[str, Any]:
    """Objects of Alva and her cohort, and the people that the world does not hold."""
    alva, bo = (User.objects.get(email=f"{name}@example.org") for name in ("alva", "bo"))
    cohort, other_cohort = (Cohort.objects.get(slug=f"{name}-hosten-2026") for name in ("exempelkommun", "forskolan"))
    reflection = page_of("T1.reflection").translation_key
    thread = Thread.objects.get(cohort=cohort, step_key=page_of("T1.discussion").translation_key)
    first = Post.objects.filter(thread=thread, author=bo).first()
    create_post(thread=thread, author=alva, source="Ett svar", submission_id=uuid4(), parent=first)
    entry = save_entry(author=alva, step_key=reflection, text="Ett", expected_version=0)
    entry = save_entry(author=alva, step_key=reflection, text="Två", expected_version=1)
    people = people_around(cohort, other_cohort)
    share = share_with_trainers(entry=entry, cohort=cohort, source="Två", submission_id=uuid4())
    come_later(cohort, people)
    return {
        "people": people,
        "share": share,
        "thread": thread,
        "entry": entry,
        "attempt": start(coach=alva, quiz=page_of("T1.quiz")),
        "notice": Notice.objects.get(recipient=bo),
        "cohort": cohort,
    }


def people_around(cohort: Cohort, other_cohort: Cohort) -> dict[str, User]:
    """Those of `OTHERS` in their places, and Nora, who is invited."""
    people = {name: create_person(email=f"{name}@example.org", name=name) for name in OTHERS}
    role, gone = Membership.Role, timezone.now()
    Membership.objects.create(cohort=cohort, user=people["ex_member"], left_at=gone)
    Membership.objects.create(cohort=cohort, user=people["ex_trainer"], role=role.TRAINER, left_at=gone)
    Membership.objects.create(cohort=cohort, user=people["ungrouped"], role=role.TRAINER)
    # Both may open the CMS, since they lead another cohort there.
    for name in ("ex_trainer", "other_trainer"):
        join(cohort=other_cohort, user=people[name], role=role.TRAINER)
        people[name].groups.add(Group.objects.get(name="Trainers"))
    cohort.invitations.create(email="nora@example.org")
    return people


def come_later(cohort: Cohort, people: dict[str, User]) -> None:
    """Those who join when all has been said and shared. The cohort itself is closed for self-study again."""
    open_for_self_study(cohort=cohort, by=people["ungrouped"])
    join_open(cohort=cohort, user=people["self_study"])
    close_for_self_study(cohort=cohort)
    join(cohort=cohort, user=people["later_trainer"], role=Membership.Role.TRAINER)
    Notice.objects.filter(kind=Notice.Kind.TRAINER).delete()


@pytest.fixture
def things(db) -> dict[str, Any]:
    return things_of_alva()


@pytest.fixture(scope="module")
def standing_things(django_db_setup, django_db_blocker) -> Iterator[dict[str, Any]]:
    """As `things`, made once for all tests of a module: each begins with them, and what it does to them is undone."""
    with django_db_blocker.unblock():
        everything = transaction.atomic()
        everything.__enter__()
        # Shortly before every test begins.
        with time_machine.travel(MOMENT - timedelta(minutes=1)), translation.override("sv"):
            things = things_of_alva()
    yield things
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        everything.__exit__(None, None, None)


def link_of(invitation: Invitation) -> str:
    """The token of a link that opens an invitation, as its mail would hold it."""
    token = invitation.make_link()
    invitation.save()
    return token


def membership_of(person: User, cohort: Cohort) -> Membership:
    """A person's place in a cohort."""
    return Membership.objects.select_related("cohort", "user").get(user=person, cohort=cohort)


@pytest.fixture
def at_once(monkeypatch) -> None:
    """What waits for the commit is done within the request, as it is where no test holds a transaction around it."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda done: done())
