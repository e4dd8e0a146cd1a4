"""The people of the demonstration, with a cohort each and the first words on a board."""

from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page

from accounts.groups import EDITORS
from accounts.models import Organisation, User
from accounts.services import create_person, name_person
from cohorts.models import Cohort, Membership
from cohorts.services import join
from courses.models import CoursePage
from discussions.models import DiscussionPage, Thread
from discussions.services import create_post, open_thread, thread_of_prompt

PASSWORD = "gnista-demo"  # noqa: S105
PEOPLE = {
    "alva": ("Alva Berg", "Hemtjänst norr"),
    "bo": ("Bo Lind", "Tekniska förvaltningen"),
    "tove": ("Tove Ek", "Utveckling"),
    "sten": ("Sten Ström", "Förskolan Tallen"),
    "maja": ("Maja Ask", "It"),
}


def address(name: str) -> str:
    return f"{name}@example.org"


def is_demo(email: str) -> bool:
    """Whether an address belongs to the demonstration."""
    return email.lower() in {address(name) for name in PEOPLE}


@transaction.atomic
def load_demo() -> dict[str, User]:
    """Make the demo people and their two cohorts, once. Returns the people by their short names."""
    organisation, _created = Organisation.objects.get_or_create(name="Exempelkommun")
    people = {name: _person(name, organisation) for name in PEOPLE}
    people["tove"].groups.add(Group.objects.get(name=EDITORS))
    course = CoursePage.objects.filter(locale__language_code="sv").order_by("path").first()
    if course is not None:
        ours = _cohort("exempelkommun-hosten-2026", "Exempelkommun, hösten 2026", course, organisation)
        other = _cohort("forskolan-hosten-2026", "Förskolan, hösten 2026", course, organisation)
        role = Membership.Role
        for name, cohort, place in (
            ("alva", ours, role.COACH),
            ("bo", ours, role.INSPIRER),
            ("tove", ours, role.TRAINER),
            ("sten", other, role.COACH),
        ):
            join(cohort=cohort, user=people[name], role=place)
        _first_words(ours, course, people)
        _an_ask(ours, people)
    return people


def _person(name: str, organisation: Organisation) -> User:
    found = User.objects.filter(email=address(name)).first()
    if found:
        return found
    full_name, unit = PEOPLE[name]
    made = create_person(
        email=address(name),
        name=full_name,
        password=PASSWORD,
        unit=unit,
        organisation=organisation,
        is_superuser=name == "maja",
    )
    return name_person(person=made, name=full_name, by=made)


def _cohort(slug: str, name: str, course: Page, organisation: Organisation) -> Cohort:
    cohort, _created = Cohort.objects.get_or_create(
        slug=slug, defaults={"name": name, "course_key": course.translation_key, "organisation": organisation}
    )
    return cohort


def _submission(name: str) -> UUID:
    """The same submission at every load, so that nothing is said twice."""
    return uuid5(NAMESPACE_URL, f"urn:gnista:demo:{name}")


def _first_words(cohort: Cohort, course: Page, people: dict[str, User]) -> None:
    open_thread(
        cohort=cohort,
        author=people["tove"],
        title="Välkommen",
        source="Hej alla. Här frågar vi varandra sådant som inte står i någon bok. "
        "Ofärdiga tankar är välkomna.\n\nVi ses på tisdag klockan nio.",
        submission_id=_submission("welcome"),
    )
    prompt = DiscussionPage.objects.descendant_of(course).order_by("path").first()
    if prompt is None:
        return
    thread = thread_of_prompt(cohort_id=cohort.pk, step_key=prompt.translation_key)
    create_post(
        thread=thread,
        author=people["bo"],
        source="Vi började varje måndag med **en minut tyst skrivande**. Det var obekvämt i två veckor, "
        "sedan bad folk om det.",
        submission_id=_submission("bo"),
    )
    create_post(
        thread=thread,
        author=people["tove"],
        source="Ordningen vi talar i. Den som är nyast börjar, chefen talar sist. Det kräver inget mandat alls.",
        submission_id=_submission("tove"),
    )


def _an_ask(cohort: Cohort, people: dict[str, User]) -> None:
    """What boards are for: somebody asks, and somebody helps."""
    asked = open_thread(
        cohort=cohort,
        author=people["bo"],
        kind=Thread.Kind.ASK,
        title="Vem kan vara tidtagare på torsdag?",
        source="Jag leder ett möte, **45 minuter med åtta personer**. Jag vill slippa hålla ett öga på klockan.",
        submission_id=_submission("ask"),
    )
    create_post(
        thread=asked.thread,
        author=people["tove"],
        parent=asked,
        source="Jag kommer. Ring mig före lunch, så går vi igenom tiderna.",
        submission_id=_submission("answer"),
    )
