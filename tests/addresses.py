"""The address and form data of each row in the table of who may do what."""

from uuid import uuid4

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image

from accounts.models import AccountChange, Organisation
from cohorts.feeds import feed_token
from cohorts.models import Cohort
from cohorts.services import set_own_day
from courses.models import CoursePage
from discussions.models import Attachment, Post, Thread
from home.changes import change_token, proof_token
from home.models import PersonalExport
from notices.stopping import stopping_token
from tests.conftest import link_of, page_of
from tests.content.files import telling
from tests.guests import rows
from tests.meeting import meet


def a_file():
    return Document.objects.create(title="Kort", file=ContentFile(b"Ett kort", name="kort.txt"))


def a_picture():
    return Image.objects.create(title="Bild", file=ContentFile(telling(), name="bild.jpg"))


# Each kind of page in the tree, by its id in the small package.
PAGES = {"course": "tiny", "module": "T1", "lesson": "T1.1", "quiz": "T1.quiz", "standard page": "about"}
PAGES |= {name: f"T1.{name}" for name in ("reflection", "discussion", "practice")}


def request_of(row, things):
    """The address and form data of a row; what the rows need is made once for the same things."""
    method, name = row.split(" ", 1)
    if "requests" not in things:
        things["requests"] = requests_of(things)
    if name in things["requests"]:
        return method, *things["requests"][name]
    url = page_of(PAGES[name]).get_url() if name in PAGES else reverse(name)
    return method, url, {}


def requests_of(things):
    """Address and form data of what asks for more than a name."""
    special = of_the_course(things) | of_the_journal(things) | of_the_cohort(things)
    return special | of_the_people(things) | of_the_plan(things) | of_the_board(things) | of_the_account(things)


def of_the_course(things):
    attempt, quiz = things["attempt"], page_of("T1.quiz")
    url = quiz.get_url()
    answer = {"action": "answer", "attempt": attempt.pk, "question": attempt.questions[0].id}
    return {
        "start": ("/sv/", {}),
        "no such page": ("/sv/finns-inte/", {}),
        "set_language": (reverse("set_language"), {"language": "en", "next": "/sv/"}),
        "result of alva": (f"{url}?attempt={attempt.pk}", {}),
        "answer of alva": (url, answer),
        "finish of alva": (url, {"action": "finish", "attempt": attempt.pk}),
        "wagtaildocs_serve": (a_file().url, {}),
        "media": (a_picture().get_rendition("width-960").url, {}),
        **{name: (reverse(name, args=[quiz.pk]), {}) for name in ("quiz_import", "quiz_gift", "quiz_package")},
    }


def of_the_journal(things):
    entry, share = things["entry"], things["share"]
    said = {"text": "Hej", "submission_id": str(uuid4())}
    of_an_entry = ["entry", "then_and_now", "note", "versions", "share", "throw_away", "bring_back"]
    return {
        **{f"journals:{name}": (reverse(f"journals:{name}", args=[entry.key]), {}) for name in of_an_entry},
        "journals:entry": (reverse("journals:entry", args=[entry.key]), {"text": "Tre", "version": entry.version}),
        "journals:write": (reverse("journals:write", args=[uuid4()]), {}),
        "preview": (reverse("preview"), {"text": "**Hej**"}),
        "journals:version": (reverse("journals:version", args=[entry.key, 1]), {}),
        "journals:dialogue": (reverse("journals:dialogue", args=[share.pk]), said),
        "journals:withdraw": (reverse("journals:withdraw", args=[share.pk]), {}),
        "journals:destroy of what is not in the bin": (reverse("journals:destroy", args=[entry.key]), {}),
        "letter": (reverse("letter", args=[entry.key]), {}),
        "dialogue": (reverse("dialogue", args=[share.pk]), {}),
        "journals:refuse": (reverse("journals:refuse", args=[share.readers.first().pk]), {}),
        "journals:later": (reverse("journals:later", args=[share.pk]), {}),
        "journals:keep_open": (reverse("journals:keep_open", args=[share.pk]), {}),
        "journals:take_back": (reverse("journals:take_back"), {"post": things["thread"].posts.first().pk}),
    }


def of_the_cohort(things):
    cohort, thread, notice = things["cohort"], things["thread"], things["notice"]
    invitation = cohort.invitations.get()
    own = thread.posts.filter(author__email="alva@example.org").latest("pk")
    said = {"text": "Hej", "title": "Hej", "submission_id": str(uuid4())}
    organisation, _created = Organisation.objects.get_or_create(name="Exempelkommun")
    return {
        "mail_choice": (reverse("mail_choice"), {"digest": "daily"}),
        "stop_mail of alva": (reverse("stop_mail", args=[stopping_token(own.author, "digest")]), {}),
        "stop_mail with a broken link": (reverse("stop_mail", args=[f"digest.{own.author_id}~forged"]), {}),
        "open_notice of bo": (reverse("open_notice", args=[notice.pk]), {}),
        "open_notice": (reverse("open_notice", args=[notice.pk]), {}),
        "post": (reverse("post", args=[thread.posts.first().pk]), {}),
        "discussions:edit_post": (reverse("discussions:edit_post", args=[cohort.slug, own.pk]), said | {"version": 0}),
        "search": (reverse("search"), {"q": "svar"}),
        "discussions:search": (reverse("discussions:search", args=[cohort.slug]), {"q": "svar"}),
        "discussions:withdraw_post": (reverse("discussions:withdraw_post", args=[cohort.slug, own.pk]), {}),
        "discussions:board": (reverse("discussions:board", args=[cohort.slug]), {}),
        "discussions:new_thread": (reverse("discussions:new_thread", args=[cohort.slug]), said),
        "discussions:thread": (reverse("discussions:thread", args=[cohort.slug, thread.pk]), said),
        "desk:matrix": (reverse("desk:matrix", args=[cohort.slug]), {}),
        "desk:people": (reverse("desk:people", args=[cohort.slug]), rows("ny@example.org")),
        "desk:renew": (reverse("desk:renew", args=[cohort.slug, invitation.pk]), {}),
        "desk:withdraw": (reverse("desk:withdraw", args=[cohort.slug, invitation.pk]), {}),
        "answer_invitation": (reverse("answer_invitation", args=[invitation.pk]), {}),
        "invitation": (reverse("invitation", args=[link_of(invitation)]), {}),
        "desk:items": (reverse("desk:items", args=[cohort.slug, page_of("T1.quiz").translation_key]), {}),
        **{
            f"cohorts:{name}": (reverse(f"cohorts:{name}", args=[cohort.pk]), {})
            for name in ("edit", "usage", "history", "history_results")
        },
        **{
            f"organisations:{name}": (
                reverse(f"organisations:{name}", args=[organisation.pk]),
                {},
            )
            for name in ("edit", "usage", "history", "history_results")
        },
        "cohort_deletion": (reverse("cohort_deletion", args=[cohort.pk]), {"delete": "1"}),
    }


def of_the_people(things):
    cohort, alva = things["cohort"], things["entry"].author
    membership = cohort.memberships.get(user=alva)
    facts = {"name": "Fritt", "course_key": uuid4(), "is_open": True}
    open_to_all, _created = Cohort.objects.get_or_create(slug="fritt", defaults=facts)
    letter = {"to": [membership.pk], "subject": "Hej", "text": "Hej", "submission_id": str(uuid4())}
    return {
        "left": (reverse("left"), {}),
        "resubmit": (reverse("resubmit", args=[uuid4()]), {}),
        "desk:remind": (reverse("desk:remind", args=[cohort.slug]), {}),
        "name": (reverse("name"), {"name": "Någon"}),
        "people": (reverse("people", args=[cohort.slug]), {"offers": "Kort", "asks": ""}),
        "leave": (reverse("leave", args=[cohort.slug]), {}),
        "join_open": (reverse("join_open", args=[open_to_all.slug]), {}),
        "join_open of a cohort that is not open": (reverse("join_open", args=[cohort.slug]), {}),
        "desk:start": (reverse("desk:start"), a_cohort_of(cohort)),
        "desk:now": (reverse("desk:now", args=[cohort.slug]), {}),
        "desk:write": (reverse("desk:write", args=[cohort.slug]), letter),
        "desk:settings": (reverse("desk:settings", args=[cohort.slug]), {"name": "Hösten", "readable_months": 6}),
        "desk:person": (reverse("desk:person", args=[cohort.slug, membership.pk]), {"do": "role", "role": "inspirer"}),
    }


def a_cohort_of(cohort):
    course = CoursePage.objects.get(translation_key=cohort.course_key, locale__language_code="sv")
    facts = {"name": "Ny", "course": course.pk, "starts_on": "2027-03-01", "submission_id": str(uuid4())}
    return facts | rows("kim@example.org", role="trainer")


def of_the_plan(things):
    cohort, alva = things["cohort"], things["entry"].author
    said = {"text": "Hej", "submission_id": str(uuid4())}
    key, day = page_of("T1").translation_key, timezone.localdate()
    gathering = meet(cohort, title="T", starts_at=timezone.now())
    own = set_own_day(cohort=cohort, user=alva, module_key=key, opens_on=day)
    facts = {"uid": str(uuid4()), "title": "T", "starts_at": "2027-03-01T12:00", "ends": "13:00", "sequence": 0}
    return {
        "schedule": (reverse("schedule", args=[cohort.slug]), {}),
        "renew_feed": (reverse("renew_feed", args=[cohort.slug]), {}),
        "calendar of alva": (reverse("calendar", args=[feed_token(alva)]), {}),
        "calendar with a wrong address": (reverse("calendar", args=["wrong"]), {}),
        "desk:schedule": (reverse("desk:schedule", args=[cohort.slug]), {"do": "pace", "starts_on": day.isoformat()}),
        "desk:forget_own_day": (reverse("desk:forget_own_day", args=[cohort.slug, own.pk]), {}),
        "desk:gathering": (reverse("desk:gathering", args=[cohort.slug, gathering.pk]), facts),
        "gathering": (reverse("gathering", args=[gathering.pk]), {}),
        "absence": (reverse("absence", args=[cohort.slug, gathering.pk]), {}),
        "discussions:gathering": (reverse("discussions:gathering", args=[cohort.slug, gathering.pk]), said),
    }


def of_the_board(things):
    cohort, thread = things["cohort"], things["thread"]
    own = thread.posts.filter(author__email="alva@example.org").latest("pk")
    reason = {"reason": "Fel ställe"}
    of_a_post = {name: {} for name in ("helped", "later", "show", "settle")} | {"report": reason, "hide": reason}
    file = Attachment.objects.create(post=own, kind="pdf", name="a.pdf", content=b"%PDF-", size=5)
    first, other = thread.posts.first(), Thread.objects.create(cohort=cohort, title="Hit")
    nameless = Post.objects.create(thread=thread, author=own.author, source="x", html="x", is_nameless=True)
    return {
        **{
            f"discussions:{name}": (reverse(f"discussions:{name}", args=[cohort.slug, own.pk]), data)
            for name, data in of_a_post.items()
        },
        **{
            f"discussions:{name}": (reverse(f"discussions:{name}", args=[cohort.slug]), data)
            for name, data in {
                "mark_read": {},
                "follow_board": {"level": "all"},
                "draft": {"text": "Hej", "box": "new"},
                "names": {},
                "reports": {},
            }.items()
        },
        "discussions:file": (reverse("discussions:file", args=[cohort.slug, file.pk]), {}),
        "discussions:open_name": (reverse("discussions:open_name", args=[cohort.slug, nameless.pk]), reason),
        "discussions:follow_thread": (reverse("discussions:follow_thread", args=[cohort.slug, thread.pk]), {}),
        "discussions:arrange": (reverse("discussions:arrange", args=[cohort.slug, thread.pk]), {"do": "pin"}),
        **of_whole_threads(cohort, thread, own),
        "discussions:move": (
            reverse("discussions:move", args=[cohort.slug, first.pk]),
            {"to": other.pk},
        ),
        "reports": (reverse("reports", args=[cohort.slug]), {}),
        "board": (reverse("board", args=[cohort.slug]), {}),
    }


def of_whole_threads(cohort, thread, own):
    begun = Post(thread=Thread.objects.create(cohort=cohort, title="Min"), author=own.author, is_opening=True)
    begun.save()
    apart = {"title": "Ny", "posts": [own.pk], "submission_id": str(uuid4())}
    return {
        "discussions:split": (reverse("discussions:split", args=[cohort.slug, thread.pk]), apart),
        "discussions:turn": (reverse("discussions:turn", args=[cohort.slug, begun.thread_id]), {}),
    }


def of_the_account(things):
    alva = things["entry"].author
    copy = PersonalExport.objects.create(person=alva, requested_by=alva, ready_at=timezone.now())
    copy.file.save("copy.zip", ContentFile(b"PK"))
    change = AccountChange.objects.create(
        person=alva, asked_by=alva, kind="address", email="x@example.org", earlier_email=alva.email
    )
    return {
        "your_data": (reverse("your_data"), {}),
        "download_export of alva": (reverse("download_export", args=[copy.pk]), {}),
        "leave_site": (reverse("leave_site"), {"cancel": ""}),
        "person": (reverse("person", args=[alva.pk]), {"cancel": ""}),
        "sign_in_of_person": (reverse("sign_in_of_person", args=[alva.pk]), {"address": "", "email": "ny@example.org"}),
        "account_change of alva": (reverse("account_change", args=[change_token(change)]), {}),
        "account_change with a broken link": (reverse("account_change", args=["1~forged"]), {"confirm": ""}),
        "proof_by_mail of a journal that is open": (reverse("proof_by_mail", args=[proof_token(alva)]), {}),
        **of_the_groups(),
        "wagtailusers_users:edit": (reverse("wagtailusers_users:edit", args=[alva.pk]), {}),
    }


def of_the_groups():
    known, other = Group.objects.get(name="Desk"), Group.objects.create(name="Andra")
    name = "wagtailusers_groups:delete"
    return {
        "wagtailusers_groups:edit": (reverse("wagtailusers_groups:edit", args=[other.pk]), {}),
        name: (reverse(name, args=[other.pk]), {}),
        f"{name} of one that the code knows": (reverse(name, args=[known.pk]), {}),
    }
