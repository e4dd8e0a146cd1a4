"""Pictures and PDFs with a post: known by what they hold, drawn anew, and for those who may read the post."""

import io
import time
from contextlib import suppress
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from content.files import Unfit
from discussions.files import LONGEST_SIDE, NAME_LENGTH, check
from discussions.models import Attachment, Post, Thread
from discussions.services import withdraw_post
from tests.content.files import PDF


def picture(kind="JPEG", size=(40, 30), mode="RGB", **more):
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 1).save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode", "name"),
    [("JPEG", "RGB", "a.jpg"), ("PNG", "RGB", "a.jpg"), ("PNG", "RGBA", "a.png"), ("WEBP", "RGB", "a.jpg"),
     ("GIF", "P", "a.jpg"), ("JPEG", "CMYK", "a.jpg"), ("PNG", "I;16", "a.jpg")],
)  # fmt: skip
def test_pictures_are_drawn_anew(kind, mode, name):
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, kind)
    checked = check("a.exe", out.getvalue())
    assert (checked.kind, checked.name, checked.width, checked.height) == ("picture", name, 40, 30)
    assert Image.open(io.BytesIO(checked.content)).size == (40, 30)


def test_nothing_hidden_stays_in_a_picture():
    exif = Image.Exif()
    exif[0x010E] = "Hemlig plats"
    given_ = picture(exif=exif.tobytes(), comment=b"Hemlig plats") + b"<script>alert(1)</script>"
    assert b"Hemlig plats" in given_
    content = check("a.jpg", given_).content
    assert b"Hemlig plats" not in content
    assert b"<script>" not in content


def test_a_picture_taken_sideways_stands_upright_and_fits():
    exif = Image.Exif()
    exif[0x0112] = 6
    checked = check("a.jpg", picture(size=(3000, 1000), exif=exif.tobytes()))
    assert (checked.width, checked.height) == (round(LONGEST_SIDE / 3), LONGEST_SIDE)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "unknown"),
        (b"<svg onload=alert(1)></svg>", "unknown"),
        (b"MZ\x90\x00", "unknown"),
        (b"%PDF-1.4 cut off", "broken"),
        (picture()[:200], "broken"),
        (b"x" * 10_000_001, "too_big"),
    ],
)
def test_what_does_not_fit_says_why(content, reason):
    with pytest.raises(Unfit) as unfit:
        check("a.jpg", content)
    assert unfit.value.reason == reason


def test_a_picture_that_unpacks_into_too_much_is_refused_unopened():
    with pytest.raises(Unfit) as unfit:
        check("a.png", picture("PNG", (9000, 9000), "1"))
    assert unfit.value.reason == "too_big"


@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), st.data())
def test_a_damaged_picture_is_refused_in_words(kind, data):
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Plats"
    content = bytearray(picture(kind, **({} if kind == "GIF" else {"exif": exif.tobytes()})))
    for _place in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unfit):
        check("a.jpg", bytes(content))


@pytest.mark.parametrize(("kind", "mode", "size"), [("PNG", "1", (4000, 3900)), ("JPEG", "L", (10_000, 9000))])
def test_a_large_picture_is_drawn_in_little_time(kind, mode, size):
    content = picture(kind, size, mode) if mode != "1" else picture(kind, size, "L")
    began = time.process_time()
    assert check("a.jpg", content).width == LONGEST_SIDE
    assert time.process_time() - began < 2


@given(st.binary(max_size=300), st.text(max_size=300))
def test_any_bytes_and_any_name(content, name):
    with suppress(Unfit):
        check(name, content)
    called = check(name, PDF).name
    assert len(called) <= NAME_LENGTH
    assert called.isprintable()
    assert "/" not in called
    assert called.endswith(".pdf")


@pytest.fixture
def thread(cohort, discussion):
    return Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)


def send(client, thread, *files, text="Se bilden"):
    url = reverse("discussions:thread", args=[thread.cohort.slug, thread.pk])
    return client.post(url, {"text": text, "submission_id": str(uuid4()), "files": list(files)})


def upload(name, content):
    return SimpleUploadedFile(name, content, content_type="text/html")


def test_files_go_with_a_post_and_are_served_harmless(client_as, thread, alva, bo, sten):
    assert send(client_as(alva), thread, upload("a.html", picture()), upload("b.pdf", PDF)).status_code == 302
    shown, paper = Attachment.objects.order_by("pk")
    for file, kind, manner in ((shown, "image/jpeg", "inline"), (paper, "application/pdf", "attachment")):
        url = reverse("discussions:file", args=[thread.cohort.slug, file.pk])
        response = client_as(bo).get(url)
        assert response.headers["Content-Type"] == kind
        assert response.headers["Content-Disposition"].startswith(manner)
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "private" in response.headers["Cache-Control"]
        assert client_as(sten).get(url).status_code == 404
    page = client_as(bo).get(reverse("discussions:thread", args=[thread.cohort.slug, thread.pk])).text
    assert 'alt="Bild: a.jpg"' in page
    withdraw_post(post=Post.objects.get(author=alva))
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([("a.svg", b"<svg/>")], "a.svg är varken en bild"),
        ([("a.pdf", b"%PDF-")], "a.pdf går inte att läsa"),
        ([("<b>.jpg", b"x")], "&lt;b&gt;.jpg är varken en bild"),
        ([(f"{number}.pdf", PDF) for number in range(6)], "Ett inlägg kan ha högst 5 filer"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_the_text_stays(client_as, thread, alva, files, said):
    response = send(client_as(alva), thread, *[upload(*file) for file in files], text="Min långa text")
    assert response.status_code == 422
    assert said in response.text
    assert "Min långa text" in response.text
    assert not Post.objects.filter(author=alva).exists()


def test_a_box_to_clear_files_beside_new_ones_changes_nothing(client_as, thread, alva):
    form = {"text": "Hej", "submission_id": str(uuid4()), "files": upload("a.jpg", picture()), "files-clear": "on"}
    url = reverse("discussions:thread", args=[thread.cohort.slug, thread.pk])
    assert client_as(alva).post(url, form).status_code == 302
    assert Attachment.objects.count() == 1
