"""A large cohort for measurements: a course of its own, coaches and what they have done and said, written in bulk.

python -m benchmarks.scale --coaches=25 --steps=40, with the settings and the database of the environment.
"""

import argparse
from dataclasses import dataclass
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid4, uuid5

import django

django.setup()

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from wagtail.models import Page, Site

from accounts.models import User
from cohorts.models import Cohort, Membership
from content import text
from courses.models import CoursePage, LessonPage, ModulePage
from discussions.models import Post, Reading, Thread
from journals.models import Entry
from progress.models import Completion
from quizzes.models import Answer, Attempt, QuizPage
from quizzes.questions import Question
from quizzes.snapshots import snapshot
from training.demo import PASSWORD

STEPS_PER_MODULE = 8
QUESTIONS = 10
# The quiz that the attempts are made at is a long one.
LONG_QUIZ, LONG_QUESTIONS = 2 * STEPS_PER_MODULE - 1, 30
BATCH = 2000
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Scale:
    """How much there is of each."""

    coaches: int
    steps: int
    threads: int
    posts: int
    attempts: int = 0
    entries: int = 0


def load_scale(scale: Scale) -> Cohort:
    """Make a cohort named after its scale, once, and return it. Its coaches are scale0@example.org and so on."""
    slug = f"scale-{scale.coaches}-{scale.steps}-{scale.threads}-{scale.posts}"
    found = Cohort.objects.filter(slug=slug).first()
    if found:
        return found
    course = _course(scale.steps)
    cohort = Cohort.objects.create(slug=slug, name=slug, course_key=course.translation_key)
    coaches = _coaches(scale.coaches)
    Membership.objects.bulk_create(
        [Membership(cohort=cohort, user=coach, joined_at=timezone.now() - A_YEAR) for coach in coaches],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    trainer = User.objects.filter(email="tove@example.org").first()
    if trainer:
        Membership.objects.create(cohort=cohort, user=trainer, role=Membership.Role.TRAINER)
    _completions(course, coaches)
    _posts(cohort, coaches, scale)
    _attempts(course, coaches[: scale.attempts])
    _entries(coaches[-1], scale.entries)
    return cohort


def _course(steps: int) -> CoursePage:
    title = f"Kurs med {steps} steg"
    found = CoursePage.objects.filter(title=title).first()
    if found:
        return found
    home = Site.objects.get(is_default_site=True).root_page
    course = home.add_child(instance=CoursePage(title=title, slug=f"scale-{steps}", locale=home.locale))
    for number in range(steps):
        if number % STEPS_PER_MODULE == 0:
            index = number // STEPS_PER_MODULE
            page = ModulePage(title=f"Modul {index}", slug=f"modul-{index}", number=index % 11, locale=home.locale)
            module = course.add_child(instance=page)
        kind = QuizPage if number % STEPS_PER_MODULE == STEPS_PER_MODULE - 1 else LessonPage
        module.add_child(instance=_step(kind, number, home))
    return CoursePage.objects.get(pk=course.pk)


def _step(kind: type[Page], number: int, home: Page) -> Page:
    step = kind(title=f"Steg {number}", slug=f"steg-{number}", minutes=20, locale=home.locale)
    if kind is QuizPage:
        step.questions = [
            ("single", _question(index)) for index in range(LONG_QUESTIONS if number == LONG_QUIZ else QUESTIONS)
        ]
    else:
        paragraph = "<p>Vad Samira gör nästa gång avgörs av vad som händer de närmaste tio sekunderna.</p>"
        step.body = [("text", f"<h2>Rubrik</h2>{paragraph * 10}") for _block in range(5)]
    return step


def _question(index: int) -> dict:
    options = [{"text": f"Svar {number}", "right": number == 0, "why": "Därför."} for number in range(4)]
    return {"text": f"Fråga {index}?", "explanation": "Så är det.", "source": "", "level": "know", "options": options}


def _coaches(number: int) -> list[User]:
    password = make_password(PASSWORD)
    emails = [f"scale{index}@example.org" for index in range(number)]
    known = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    new = [User(email=email, name=f"Coach {email.split('@')[0]}", password=password) for email in emails]
    created = User.objects.bulk_create([user for user in new if user.email not in known], batch_size=BATCH)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in created], batch_size=BATCH
    )
    return list(User.objects.filter(email__in=emails).order_by("pk"))


def _completions(course: CoursePage, coaches: list[User]) -> None:
    keys = list(course.get_descendants().exclude(step=None).order_by("path").values_list("translation_key", flat=True))
    rows = [
        Completion(coach=coach, step_key=key)
        for index, coach in enumerate(coaches)
        for key in keys[: (index * 7) % (len(keys) + 1)]
    ]
    Completion.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def _attempts(course: CoursePage, coaches: list[User]) -> None:
    """A finished attempt at the long quiz for each coach: every seventh answer is wrong, in turn."""
    quiz = QuizPage.objects.descendant_of(course).filter(slug=f"steg-{LONG_QUIZ}").first()
    if quiz is None or not coaches:
        return
    frozen = Attempt(wording=snapshot(quiz, seed=1), language=quiz.locale.language_code)
    attempts = Attempt.objects.bulk_create(
        Attempt(
            coach=coach,
            step_key=quiz.translation_key,
            language=frozen.language,
            wording=frozen.wording,
            pass_mark=quiz.pass_mark,
            finished_at=timezone.now(),
            score=86,
        )
        for coach in coaches
    )
    rows = [
        _answer(attempt, question, wrong=(index + number) % 7 == 0)
        for index, attempt in enumerate(attempts)
        for number, question in enumerate(frozen.questions)
    ]
    Answer.objects.bulk_create(rows, batch_size=BATCH)


def _answer(attempt: Attempt, question: Question, *, wrong: bool) -> Answer:
    chosen = next(option.id for option in question.options if option.right != wrong)
    return Answer(
        attempt=attempt, question_id=question.id, version=question.version, chosen=[chosen], mark=float(not wrong)
    )


def _entries(author: User, number: int) -> None:
    """A long journal of one person, a few entries a day."""
    now, source = timezone.now(), "Vi var tysta i en minut. Jag vågade inte säga det. " * 8
    texts = [f"{source}Dag {index}." for index in range(number)]
    entries = [
        Entry(author=author, text=one, created_at=now - timedelta(hours=index)) for index, one in enumerate(texts)
    ]
    Entry.objects.bulk_create(entries, batch_size=BATCH)


def _posts(cohort: Cohort, coaches: list[User], scale: Scale) -> None:
    threads = Thread.objects.bulk_create(
        [Thread(cohort=cohort, title=f"Tråd {index}") for index in range(scale.threads)], batch_size=BATCH
    )
    source = "Vi började varje måndag med **en minut tyst skrivande**. Det var obekvämt i två veckor."
    html, now = text.render(source), timezone.now()
    rows = [
        Post(
            thread=threads[index % len(threads)],
            author=coaches[index % len(coaches)],
            source=source,
            html=html,
            posted_at=now - timedelta(minutes=scale.posts - index),
            submission_id=uuid5(NAMESPACE_URL, f"{cohort.slug}/{index}/{uuid4()}"),
        )
        for index in range(scale.posts if threads else 0)
    ]
    posts = Post.objects.bulk_create(rows, batch_size=BATCH)
    _readings(coaches, threads, posts)


def _readings(coaches: list[User], threads: list[Thread], posts: list[Post]) -> None:
    """Each coach has read most of two threads in three, and has never opened the third."""
    ends = {post.thread_id: post.pk for post in posts[: len(posts) * 9 // 10]}
    rows = [
        Reading(user=coach, thread=thread, up_to=ends[thread.pk])
        for number, coach in enumerate(coaches)
        for place, thread in enumerate(threads)
        if (number + place) % 3 and thread.pk in ends
    ]
    Reading.objects.bulk_create(rows, batch_size=BATCH)


def main() -> None:
    """Make the cohort that the arguments describe, and print its address."""
    sizes = argparse.ArgumentParser(description=__doc__)
    for name, size in (
        ("coaches", 25),
        ("steps", 40),
        ("threads", 100),
        ("posts", 2000),
        ("attempts", 0),
        ("entries", 0),
    ):
        sizes.add_argument(f"--{name}", type=int, default=size)
    print(load_scale(Scale(**vars(sizes.parse_args()))).slug)


if __name__ == "__main__":
    main()
