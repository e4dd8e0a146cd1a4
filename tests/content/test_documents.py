"""Documents of the CMS are what the end of their names says, whatever way they come."""

import io
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from wagtail.documents.models import Document
from wagtail.models import Collection

from content.files import Unfit, check_document
from content.services import store_once
from tests.content.files import OFFICE_KINDS, OPEN_KINDS, PDF, office, open_document, telling, zipped

PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


@pytest.fixture
def trainer(client_as, tove, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return client_as(tove)


def root():
    return Collection.get_first_root_node().pk


def by_itself(trainer, file):
    return trainer.post(reverse("wagtaildocs:add"), {"title": "Ny", "file": file, "collection": root()})


def with_others(trainer, file):
    sent = {"title": "Ny", "files[]": file, "collection": root()}
    return trainer.post(reverse("wagtaildocs:add_multiple"), sent, headers={"X-Requested-With": "XMLHttpRequest"})


def while_choosing(trainer, file):
    sent = {"document-chooser-upload-title": "Ny", "document-chooser-upload-file": file}
    sent |= {"document-chooser-upload-collection": root()}
    return trainer.post(reverse("wagtaildocs_chooser:create"), sent)


def in_place_of_another(trainer, file):
    before = Document.objects.create(title="Förut", file=SimpleUploadedFile("a.pdf", PDF))
    url = reverse("wagtaildocs:edit", args=[before.pk])
    return trainer.post(url, {"title": "Ny", "file": file, "collection": root()})


WAYS = [by_itself, with_others, while_choosing, in_place_of_another]


@pytest.mark.parametrize("way", WAYS)
def test_a_page_called_pdf_is_refused_beside_the_field(trainer, way):
    response = way(trainer, SimpleUploadedFile("papper.pdf", PAGE, content_type="application/pdf"))
    assert response.status_code == 200
    assert "giltig" not in response.text
    if response.headers["Content-Type"] == "application/json" and "error_message" in response.json():
        assert ".pdf" in response.json()["error_message"]
    else:
        assert "Filen är inte det som slutet av namnet, .pdf, säger." in response.text.replace("\\u00e4", "ä")
    assert not Document.objects.filter(title="Ny").exists()


@pytest.mark.parametrize("way", WAYS)
def test_what_may_not_come_at_all_is_told_once(trainer, way):
    response = way(trainer, SimpleUploadedFile("a.html", PAGE))
    assert "html" in response.text
    assert "Filen är inte det som" not in response.text
    assert not Document.objects.filter(title="Ny").exists()


@pytest.mark.parametrize("way", WAYS)
def test_a_pdf_is_taken(trainer, way):
    way(trainer, SimpleUploadedFile("papper.pdf", PDF))
    document = Document.objects.get(title="Ny")
    assert document.file.read() == PDF


def test_a_new_title_asks_nothing_of_the_file(trainer):
    document = Document.objects.create(title="Förut", file=SimpleUploadedFile("a.pdf", PAGE))
    url = reverse("wagtaildocs:edit", args=[document.pk])
    trainer.post(url, {"title": "Ny", "collection": root()})
    assert Document.objects.get(pk=document.pk).title == "Ny"


def test_what_is_too_large_says_so(trainer, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    response = by_itself(trainer, SimpleUploadedFile("a.txt", b"a" * 101))
    assert "101" in response.text
    assert not Document.objects.filter(title="Ny").exists()


def test_fifty_megabytes_are_the_most(settings):
    assert settings.WAGTAILDOCS_MAX_UPLOAD_SIZE == 52_428_800


def locked():
    """A PDF whose pages only its reader's password shows."""
    writer, file = PdfWriter(clone_from=BytesIO(PDF)), BytesIO()
    writer.encrypt("hemligt", algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def shown(value):
    """What tells a case among others: a file is told by its first bytes, for those after them hold the time."""
    return repr(value[:10]) if isinstance(value, bytes) else None


GOOD = [
    *((f"a.{kind}", office(kind)) for kind in OFFICE_KINDS),
    *((f"a.{kind}", open_document(kind)) for kind in OPEN_KINDS),
    ("a.pdf", PDF),
    ("A.PDF", PDF),
    ("locked.pdf", locked()),
    ("a.txt", "Hej på dig 🙂 \u202e bakvänt".encode()),
    ("a.txt", b""),
    ("a.csv", "Namn;Å\r\nÅsa;1".encode("latin-1")),
    ("a.csv", "Namn;Å".encode("utf-16")),
    ("a.csv", "Namn;Å".encode("utf-8-sig")),
    ("a.md", b"# Rubrik\n\n<div>En ruta</div>"),
    ("a.txt", b"Skriv <script> i texten"),
]


@pytest.mark.parametrize(("name", "content"), GOOD, ids=shown)
def test_what_is_what_it_says_is_taken(name, content):
    check_document(name, content)


MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
BAD = [
    *((f"a.{kind}", PAGE, "unknown") for kind in ["pdf", "txt", "csv", "md", *OFFICE_KINDS, *OPEN_KINDS]),
    ("a.pdf", b"%PDF-1.7 cut off", "broken"),
    ("a.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "broken"),
    ("a.pdf", b"%PDF-1.4\n" + PAGE + b"\n%%EOF\n", "broken"),
    ("a.pdf", PDF.replace(b"/Count 1", b"/Count 0"), "broken"),
    ("a.pdf", PDF.replace(b"/Count 1", b"/Count/x"), "broken"),
    ("a.pdf", b"%PDF-1.4\n1 0 obj" + b"[" * 100_000 + b"\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n", "broken"),
    # Its reader goes on mending this one for hours.
    ("a.pdf", b"%PDF-1.4\n" + b"trailer<<" * 500_000 + b"\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n", "broken"),
    ("a.pdf", b"", "unknown"),
    ("a.pdf", telling(), "unknown"),
    ("a.txt", telling("PNG"), "unknown"),
    ("a.txt", b"\n <!-- a -->\n<svg onload=alert(1)>", "unknown"),
    ("a.csv", b"\xef\xbb\xbf<HTML>", "unknown"),
    ("a.txt", b"MZ\x90\x00\x03", "unknown"),
    ("a.txt", b"\xff\xfeA", "broken"),
    ("a.docx", office("xlsx"), "unknown"),
    ("a.docx", office("docx", MACROS), "unknown"),
    ("a.docx", zipped(a="b"), "unknown"),
    ("a.docx", office("docx")[:60], "broken"),
    ("a.docx", b"PK\x03\x04", "broken"),
    ("a.odt", open_document("ods"), "unknown"),
    ("a.exe", b"MZ", "unknown"),
    ("a", b"Hej", "unknown"),
]


@pytest.mark.parametrize(("name", "content", "reason"), BAD, ids=shown)
def test_what_is_something_else_says_why_it_is_not_taken(name, content, reason):
    with pytest.raises(Unfit) as unfit:
        check_document(name, content)
    assert unfit.value.reason == reason


def swelling():
    out = io.BytesIO()
    with ZipFile(io.BytesIO(office("docx"))) as whole, ZipFile(out, "w", compression=8) as swollen:
        swollen.writestr("[Content_Types].xml", whole.read("[Content_Types].xml"))
        for number in range(31):
            swollen.writestr(f"word/{number}.xml", b"a" * 10_000_000)
    return out.getvalue()


def many_parts():
    return office("docx", **{f"{number}.xml": "" for number in range(10_001)})


@pytest.mark.parametrize("made", [swelling, many_parts])
def test_what_unpacks_into_too_much_is_refused_unopened(made):
    with pytest.raises(Unfit) as unfit:
        check_document("a.docx", made())
    assert unfit.value.reason == "too_big"


@given(st.sampled_from(["pdf", "txt", "csv", *OFFICE_KINDS, *OPEN_KINDS]), st.binary(max_size=200), st.data())
def test_any_bytes_are_taken_or_refused_in_words(kind, content, data):
    whole = bytearray(office(kind) if kind in OFFICE_KINDS else content)
    for _place in range(data.draw(st.integers(0, 6)) if whole else 0):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unfit):
        check_document(f"a.{kind}", bytes(whole))


def test_a_package_brings_no_page_called_pdf_either(db):
    with pytest.raises(Unfit):
        store_once(model=Document, title="A", name="a.pdf", source=io.BytesIO(PAGE))
