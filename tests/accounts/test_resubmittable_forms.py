"""Every form of the product keeps what was typed when its author is signed out, or says that it does not."""

from html.parser import HTMLParser
from importlib import import_module
from pkgutil import walk_packages
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts.forms import OwnFieldsForm
from accounts.models import User
from accounts.resubmission import mark_of
from cohorts.models import Message
from quizzes.forms import Sent
from quizzes.models import Answer, Attempt
from tests.addresses import a_cohort_of
from tests.guests import rows
from tests.meeting import meet
from tests.quizzes.conftest import add_every_kind
from tests.test_architecture import HEIGHT

WORD, DAY = "Zxordsomskrevs", "2031-05-17"
TYPED = (forms.TextInput, forms.Textarea, forms.DateInput, forms.NumberInput)
# Forms that hold something typed and are not kept; each says why where it stands.
NOT_KEPT = {
    "accounts.forms.CmsGroupForm",
    "accounts.forms.CmsUserCreationForm",
    "accounts.forms.CmsUserEditForm",
    "accounts.forms.PhraseForm",
    "discussions.forms.posts.DraftForm",
    "styleguide.views.SampleForm",
    "journals.forms.TimelineForm",
}


def forms_of_ours() -> set[type]:
    for room in HEIGHT:
        package = import_module(room)
        for module in walk_packages(package.__path__, f"{room}."):
            if ".migrations" not in module.name and ".management" not in module.name:
                import_module(module.name)
    found, waiting = set(), [forms.BaseForm]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found |= {one for one in below if one.__module__.split(".")[0] in HEIGHT}
    # What Django or Wagtail makes of a form of ours in passing has its name, and is not found under it.
    return {one for one in found if getattr(import_module(one.__module__), one.__name__, None) is one}


def name_of(form: type) -> str:
    return f"{form.__module__}.{form.__name__}"


def test_every_form_says_whether_it_is_kept():
    ours = forms_of_ours() - {OwnFieldsForm}
    assert len(ours) >= 27
    assert {name_of(form) for form in ours if not isinstance(getattr(form, "resubmits", None), bool)} == set()


def test_no_form_that_somebody_types_in_is_left_out():
    typed = {form for form in forms_of_ours() if any(holds_text(field) for field in form.base_fields.values())}
    assert {name_of(form) for form in typed if getattr(form, "resubmits", None) is False} == NOT_KEPT


def holds_text(field: forms.Field) -> bool:
    return isinstance(field.widget, TYPED) and not field.widget.is_hidden


class Form(HTMLParser):
    """The fields of the last form of a page that carries a mark, as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields, self.inside, self.action = {}, "", ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.action, self.fields = given.get("action", ""), {}
        elif tag == "input" and given.get("name"):
            self.fields.setdefault(given["name"], []).append(given.get("value", ""))
        elif tag == "textarea":
            self.inside = given["name"]

    def handle_data(self, data):
        if self.inside:
            self.fields[self.inside] = [data.removeprefix("\n")]

    def handle_endtag(self, tag):
        self.inside = "" if tag == "textarea" else self.inside


def of_a_learner(things, cohort, practice, every):
    """Each form: who fills it in, the page that it stands on, where it goes, what is typed, and where it is seen."""
    entry, thread = things["entry"], things["thread"]
    own, number = thread.posts.filter(author=entry.author).latest("pk"), {"submission_id": str(uuid4())}
    board = {name: reverse(f"discussions:{name}", args=[cohort.slug]) for name in ("new_thread", "board")}
    edit, talk = (
        reverse(f"discussions:{name}", args=[cohort.slug, pk])
        for name, pk in (("edit_post", own.pk), ("thread", thread.pk))
    )
    sheet, note, share = (reverse(f"journals:{name}", args=[entry.key]) for name in ("entry", "note", "share"))
    shared = {"paragraph": "0", "cohort": cohort.pk, "place": "thread", "title": WORD, "version": entry.version}
    short = next(str(child.id) for child in every.questions if child.block_type == "short_text")
    answer = {"action": "answer", f"{short}-text": WORD, "question": short}
    me, offers = reverse("profile"), reverse("people", args=[cohort.slug])
    done = {"done_on": timezone.localdate().isoformat(), "line": WORD}
    return {
        "accounts.forms.NameForm": ("alva", reverse("root"), reverse("name"), {"name": WORD}, me),
        "accounts.forms.ProfileForm": ("alva", me, "", {"name": "Alva", "unit": WORD, "language": "sv"}, me),
        "cohorts.views.people.OfferForm": ("alva", offers, "", {"offers": WORD, "asks": ""}, ""),
        "discussions.forms.posts.PostForm": ("alva", talk, "", {"text": WORD, **number}, ""),
        "discussions.forms.posts.ThreadForm": (
            "alva", board["new_thread"], "", {"title": WORD, "text": "Hej", **number}, board["board"]),
        "discussions.forms.posts.EditForm": ("alva", edit, "", {"text": WORD, "version": own.version}, ""),
        "journals.forms.EntryForm": ("alva", sheet, "", {"text": WORD, "version": entry.version}, sheet),
        "journals.forms.NoteForm": ("alva", sheet, note, {"depth": "", "when": "day", "day": DAY}, sheet),
        "journals.forms.ShareForm": ("alva", share, "", {**shared, **number}, ""),
        "practice.forms.PracticeLogForm": ("alva", practice.get_url(), "", done, practice.get_url()),
        "quizzes.forms.Sent": ("alva", f"{every.get_url()}?question={short}", every.get_url(), answer, "quiz"),
    }  # fmt: skip


def as_posted(quiz):
    """The fields of a quiz without questions, as the CMS sends them."""
    plain = {
        name: getattr(quiz, name) for name in ("slug", "summary", "minutes", "pass_mark", "draws", "feedback", "layout")
    }
    return nested_form_data(
        {**plain, "intro": rich_text("<p>Hej</p>"), "questions": streamfield([]), "comments": inline_formset([])}
    )


def of_a_trainer(things, cohort, module, quiz):
    thread, place = things["thread"], cohort.memberships.get(user=things["entry"].author)
    other = thread.posts.exclude(author=place.user).first()
    plan, rules, write, people = (
        reverse(f"desk:{name}", args=[cohort.slug]) for name in ("schedule", "settings", "write", "people")
    )
    apart = reverse("discussions:split", args=[cohort.slug, thread.pk])
    hide, number = reverse("discussions:hide", args=[cohort.slug, other.pk]), {"submission_id": str(uuid4())}
    one = reverse("desk:gathering", args=[cohort.slug, meet(cohort).pk])
    own = {"do": "own", "own-membership": place.pk, "own-module": str(module.translation_key), "own-opens_on": DAY}
    gathering = {"do": "gathering", "uid": str(uuid4()), "title": WORD, "starts_at": f"{DAY}T10:00", "ends": "11:00"}
    new, letter = {**a_cohort_of(cohort), "name": WORD}, {"to": [place.pk], "subject": "S", "text": WORD}
    edit = reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    guests = {**rows(f"{WORD}@example.org"), "addresses": "Kim <kim@example.org>"}
    questions = {"text": f"{WORD} {{=Ja ~Nej}}"}
    return {
        "desk.forms.cohorts.SettingsForm": ("tove", rules, "", {"name": WORD, "readable_months": 6}, rules),
        "desk.forms.messages.MessageForm": ("tove", write, "", {**letter, **number}, "mail"),
        "desk.forms.guests.GuestsForm": ("tove", people, "", guests, ""),
        "desk.forms.schedule.PaceForm": ("tove", plan, "", {"do": "pace", "starts_on": DAY}, plan),
        "desk.forms.schedule.OwnDayForm": ("tove", plan, "", own, "own day"),
        "desk.forms.gatherings.GatheringForm": ("tove", plan, "", gathering, plan),
        "desk.forms.gatherings.ChangeForm": ("tove", one, "", {**gathering, "sequence": 0}, plan),
        "desk.forms.gatherings.CancelForm": ("tove", one, "", {"cancel": "1", "cancel-reason": WORD}, one),
        "desk.forms.cohorts.StartForm": ("tove", reverse("desk:start"), "", new, ""),
        "discussions.forms.presses.SplitForm": ("tove", apart, "", {"title": WORD, "posts": other.pk, **number}, ""),
        "discussions.forms.presses.ReasonForm": ("tove", hide, "", {"reason": WORD}, ""),
        "content.forms.PageForm": ("maja", edit, "", {**as_posted(quiz), "title": WORD}, edit),
        "quizzes.cms.QuestionFileForm": ("maja", reverse("quiz_import", args=[quiz.pk]), "", questions, ""),
    }


@pytest.fixture
def cases(things, cohort, module, quiz, practice):
    return of_a_learner(things, cohort, practice, add_every_kind(module)) | of_a_trainer(things, cohort, module, quiz)


# Kept with the form in which they stand, and carry no mark of their own.
WITHIN = {"desk.forms.guests.GuestForm"}
KEPT = [
    "accounts.forms.NameForm",
    "accounts.forms.ProfileForm",
    "cohorts.views.people.OfferForm",
    "content.forms.PageForm",
    "desk.forms.cohorts.SettingsForm",
    "desk.forms.cohorts.StartForm",
    "desk.forms.gatherings.CancelForm",
    "desk.forms.gatherings.ChangeForm",
    "desk.forms.gatherings.GatheringForm",
    "desk.forms.guests.GuestForm",
    "desk.forms.guests.GuestsForm",
    "desk.forms.messages.MessageForm",
    "desk.forms.schedule.OwnDayForm",
    "desk.forms.schedule.PaceForm",
    "discussions.forms.posts.EditForm",
    "discussions.forms.posts.PostForm",
    "discussions.forms.posts.ThreadForm",
    "discussions.forms.presses.ReasonForm",
    "discussions.forms.presses.SplitForm",
    "journals.forms.EntryForm",
    "journals.forms.NoteForm",
    "journals.forms.ShareForm",
    "practice.forms.PracticeLogForm",
    "quizzes.cms.QuestionFileForm",
    "quizzes.forms.Sent",
]


def test_every_kept_form_is_tried_below():
    assert sorted(name_of(form) for form in {*forms_of_ours(), Sent} if getattr(form, "resubmits", False)) == KEPT


@pytest.mark.parametrize("name", [name for name in KEPT if name not in WITHIN])
def test_what_was_typed_is_there_after_signing_in_again(name, cases, request, client_as, sten):
    who, page_url, target, typed, seen = cases[name]
    person, target = request.getfixturevalue(who), target or page_url
    client = client_as(person)
    if name == "accounts.forms.NameForm":
        User.objects.update(has_chosen_name=False)
    if seen == "quiz":
        client.post(target, {"action": "start"})
        typed["attempt"] = Attempt.objects.filter(coach=person).latest("pk").pk
    mark = mark_of(name, person.pk)
    assert f'name="resubmittable" value="{mark}"' in client.get(page_url, follow=True).text
    door = Client().post(target, {**typed, "resubmittable": mark})
    assert door.url.startswith("/accounts/login/")
    address = parse_qs(urlsplit(door.url).query)["next"][0]
    assert client_as(sten).get(address).status_code == 404
    waiting = client_as(person).get(address).text
    assert WORD in waiting or DAY in waiting
    form = Form(waiting.split("<main")[1].split("</main")[0])
    assert form.action == target
    arrived = client.post(form.action, form.fields, follow=True).text
    assert has_arrived(seen, client, arrived)


def has_arrived(seen, client, page):
    if seen == "mail":
        return Message.objects.get().text == WORD
    if seen == "quiz":
        return Answer.objects.get(attempt=Attempt.objects.latest("pk")).chosen[0] == WORD
    if seen == "own day":
        return "17 maj 2031" in page
    page = client.get(seen).text if seen else page
    return WORD in page or DAY in page
