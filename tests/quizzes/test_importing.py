"""A trainer brings questions in: she sees them first, then they are in the draft, once."""

import json
from base64 import b64encode
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.rich_text import RichText

from quizzes.exchange import gift
from quizzes.models import QuizPage
from tests.odd import hostile_html, naughty_strings
from training.build import fields_of
from training.package import parse

GIFT = "Vad är trygghet? {=Våga fråga#Ja ~Låga krav}\n\nSkriv fritt. {}\n\nSkriv tyst först. {TRUE}"


@pytest.fixture
def trainer(client_as, tove):
    return client_as(tove)


@pytest.fixture
def url(quiz):
    return reverse("quiz_import", args=[quiz.pk])


def draft_of(quiz):
    return QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object()


def test_nothing_is_made_before_she_agrees(trainer, quiz, url):
    response = trainer.post(url, {"text": GIFT})
    assert [one.kind for one in response.context["look"].found.questions] == ["single", "true_false"]
    for words in ("Vad är trygghet?", "Våga fråga", "Låga krav", "Plats 3:", "2 frågor kan läggas till"):
        assert words in response.text
    assert len(draft_of(quiz).questions) == 3


def test_what_she_agreed_to_is_in_the_draft_and_not_live(trainer, quiz, url):
    seal = trainer.post(url, {"text": GIFT}).context["look"].seal
    response = trainer.post(url, {"seal": seal})
    assert response.url == reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    draft = draft_of(quiz)
    assert [child.block_type for child in draft.questions][3:] == ["single", "true_false"]
    assert draft.questions[3].value["options"][0]["why"] == "Ja"
    assert len(QuizPage.objects.get(pk=quiz.pk).questions) == 3
    assert trainer.get(response.url).status_code == 200


def test_a_second_press_adds_nothing(trainer, quiz, url):
    seal = trainer.post(url, {"text": GIFT}).context["look"].seal
    trainer.post(url, {"seal": seal})
    response = trainer.post(url, {"seal": seal}, follow=True)
    assert "Quizet har ändrats sedan dess." in response.text
    assert len(draft_of(quiz).questions) == 5


@pytest.mark.parametrize("seal", ["", "x", "a:b:c"])
def test_an_odd_seal_adds_nothing(trainer, quiz, url, seal):
    trainer.post(url, {"seal": seal})
    assert len(draft_of(quiz).questions) == 3


def test_the_seal_of_another_quiz_adds_nothing(trainer, quiz, url, every_kind):
    seal = trainer.post(reverse("quiz_import", args=[every_kind.pk]), {"text": GIFT}).context["look"].seal
    trainer.post(url, {"seal": seal})
    assert len(draft_of(quiz).questions) == 3


def test_a_file(trainer, url):
    response = trainer.post(url, {"file": SimpleUploadedFile("quiz.txt", "Ja? {T}".encode("utf-16"))})
    assert [one.kind for one in response.context["look"].found.questions] == ["true_false"]


def test_no_file_and_no_text_is_told(trainer, url):
    response = trainer.post(url, {"text": "  "})
    assert "Välj en fil, eller klistra in frågor." in response.text


@pytest.mark.parametrize("text", [*naughty_strings()[::40], *hostile_html()[::80]])
def test_odd_texts_are_shown_harmlessly(trainer, url, text):
    response = trainer.post(url, {"text": f"Q {{={text.replace('=', '').replace('~', '')} ~b ~c}}"})
    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_what_is_written_can_be_read_again(trainer, every_kind):
    response = trainer.get(reverse("quiz_gift", args=[every_kind.pk]))
    assert "attachment" in response["Content-Disposition"]
    found = gift.read(response.content.decode())
    assert [one.kind for one in found.questions] == ["single", "multiple", "true_false", "match", "short_text"]
    assert found.questions[0].value["options"][0] == {"text": "Ja", "right": True, "why": "Hemlig förklaring"}
    assert "// GIFT has no questions to put in order: Ordning?" in response.content.decode()


def picture(form="PNG"):
    file = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, form)
    return b64encode(file.getvalue()).decode()


def with_picture(data, address="@@PLUGINFILE@@/en%20cirkel.png"):
    return f"""<quiz><question type="truefalse">
      <questiontext><text><![CDATA[Rund? <img src="{address}" alt="En cirkel">]]></text>
      <file name="en cirkel.png" encoding="base64">{data}</file></questiontext>
      <answer fraction="100"><text>true</text></answer>
      <answer fraction="0"><text>false</text></answer></question></quiz>"""


def test_a_picture_in_the_file_becomes_one_of_the_site(trainer, quiz, url):
    for _twice in range(2):
        looked = trainer.post(url, {"text": with_picture(picture())})
        assert "med bilden en cirkel.png" in looked.text
        trainer.post(url, {"seal": looked.context["look"].seal})
    values = [child.value for child in draft_of(quiz).questions][3:]
    assert [value["picture_alt"] for value in values] == ["En cirkel", "En cirkel"]
    assert len({value["picture"].pk for value in values}) == 1
    assert (values[0]["picture"].width, values[0]["picture"].height) == (40, 30)


@pytest.mark.parametrize(
    ("data", "address"),
    [
        ("", "@@PLUGINFILE@@/en%20cirkel.png"),
        ("aGVq", "@@PLUGINFILE@@/en%20cirkel.png"),
        ("å" * 10, "@@PLUGINFILE@@/en%20cirkel.png"),
        (picture()[:60], "@@PLUGINFILE@@/en%20cirkel.png"),
        (picture("TIFF"), "@@PLUGINFILE@@/en%20cirkel.png"),
        (picture(), "https://example.org/en.png"),
    ],
)
def test_what_is_no_picture_is_left_out_and_said(trainer, quiz, url, data, address):
    looked = trainer.post(url, {"text": with_picture(data, address)})
    assert "Några bilder följer inte med." in looked.text
    trainer.post(url, {"seal": looked.context["look"].seal})
    assert draft_of(quiz).questions[3].value["picture"] is None


def test_what_was_looked_at_too_long_ago_adds_nothing(trainer, quiz, url):
    seal = trainer.post(url, {"text": GIFT}).context["look"].seal
    cache.clear()
    assert "Quizet har ändrats sedan dess." in trainer.post(url, {"seal": seal}, follow=True).text
    assert len(draft_of(quiz).questions) == 3


def test_a_package_of_the_questions(trainer, every_kind, tmp_path):
    every_kind.questions[0].value["case"] = RichText("<p>Mötet är <b>tyst</b>.</p>")
    every_kind.save_revision().publish()
    response = trainer.get(reverse("quiz_package", args=[every_kind.pk]))
    path = tmp_path / "q.sv.md"
    path.write_text("---\nid: Q\nkind: quiz\ntitle: Q\nslug: q\n---\n" + response.text, encoding="utf-8")
    document = parse(path)
    kinds = ["single", "multiple", "true_false", "order", "match", "short_text"]
    assert [fence.kind for fence in document.fences] == kinds
    first = json.loads(fields_of(document)["questions"])[0]["value"]
    assert (first["text"], first["case"]) == ("En?", "<p>Mötet är tyst.</p>")


def test_the_editor_leads_there(trainer, quiz, url, lesson):
    assert url in trainer.get(reverse("wagtailadmin_pages:edit", args=[quiz.pk])).text
    assert "/import/" not in trainer.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).text
