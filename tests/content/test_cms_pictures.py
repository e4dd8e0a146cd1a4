"""Pictures of the CMS: whatever way they come, nothing stays in them but what can be seen."""

import io
import re
from contextlib import contextmanager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import pre_save
from django.urls import reverse
from django.utils import timezone
from PIL import Image as PictureFile
from PIL import ImageCms
from wagtail.images.models import Image, Rendition
from wagtail.models import Collection, UploadedFile
from wagtail.users.models import UserProfile

from accounts.models import User
from content.apps import _before_saving
from content.files import Unfit, draw
from content.services import store_once
from home.services import tick
from tests.content.files import SECRET, png_that_swells, png_with_a_text_that_swells, saved, telling
from training.build import fields_of
from training.package import PackageError, parse

KINDS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}


def told_by(file):
    """What a stored picture tells besides what is seen."""
    with file.open("rb") as stored:
        content = stored.read()
    with PictureFile.open(io.BytesIO(content)) as picture:
        picture.load()
        found = dict(picture.getexif())
    return SECRET in content or b"Exif" in content or b"xmpmeta" in content or bool(found)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def trainer(client_as, tove, media):
    return client_as(tove)


def upload(content, name="semester i Visby.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def root():
    return Collection.get_first_root_node().pk


def by_itself(trainer, file):
    sent = {"title": "Bild", "file": file, "collection": root()}
    return trainer.post(reverse("wagtailimages:add"), sent)


def with_others(trainer, file):
    sent = {"title": "Bild", "files[]": file, "collection": root()}
    return trainer.post(reverse("wagtailimages:add_multiple"), sent, headers={"X-Requested-With": "XMLHttpRequest"})


def while_choosing(trainer, file):
    sent = {"image-chooser-upload-title": "Bild", "image-chooser-upload-file": file}
    return trainer.post(reverse("wagtailimages_chooser:create"), sent | {"image-chooser-upload-collection": root()})


def in_place_of_another(trainer, file):
    image = Image.objects.create(title="Förut", file=ContentFile(saved(PictureFile.new("L", (9, 9)), "PNG"), "f.png"))
    sent = {"title": "Bild", "file": file, "collection": root()}
    return trainer.post(reverse("wagtailimages:edit", args=[image.pk]), sent)


def in_two_steps(trainer, file):
    """As the CMS does when the rest of the form has to be mended first."""
    kind = ContentType.objects.get_for_model(Image)
    begun = UploadedFile.objects.create(file=file, uploaded_by_user=trainer_of(trainer), for_content_type=kind)
    form = {f"uploaded-image-{begun.pk}-title": "Bild", f"uploaded-image-{begun.pk}-collection": root()}
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[begun.pk])
    return trainer.post(url, form, headers={"X-Requested-With": "XMLHttpRequest"})


def trainer_of(client):
    return User.objects.get(pk=client.session["_auth_user_id"])


def with_a_package(trainer, file):
    return store_once(model=Image, title="Bild", name=file.name, source=file)


def by_the_model(trainer, file):
    return Image.objects.create(title="Bild", file=file)


WAYS = [by_itself, with_others, while_choosing, in_place_of_another, in_two_steps, with_a_package, by_the_model]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stays_but_what_can_be_seen(trainer, way, kind):
    content = telling(kind)
    assert SECRET in content
    way(trainer, upload(content, f"semester i Visby.{ENDINGS[kind]}"))
    image = Image.objects.latest("pk")
    assert not told_by(image.file)
    assert not told_by(image.get_rendition("width-960").file)
    assert (image.width, image.height, image.file_size) == (60, 40, image.file.size)
    assert re.fullmatch(rf"original_images/[0-9a-f]{{32}}\.{ENDINGS[kind]}", image.file.name)
    assert "isby" not in image.get_rendition("width-960").file.name


@pytest.mark.parametrize("way", [by_itself, in_two_steps])
def test_no_name_keeps_a_picture_as_it_came(trainer, way):
    way(trainer, upload(telling(), f"{'a' * 32}.jpg"))
    assert not told_by(Image.objects.latest("pk").file)


def test_nothing_of_what_came_stays_in_the_folder(trainer, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for way in WAYS:
            way(trainer, upload(telling()))
    left = [path for path in media.rglob("*") if path.is_file() and SECRET in path.read_bytes()]
    # What waits for the rest of its form is handed out to nobody.
    assert {path.parent.name for path in left} <= {"wagtail_uploads"}


def test_a_picture_taken_sideways_stands_upright(trainer):
    by_itself(trainer, upload(telling(orientation=6)))
    image = Image.objects.latest("pk")
    assert (image.width, image.height) == (40, 60)
    assert (image.get_rendition("width-960").width, image.get_rendition("width-960").height) == (40, 60)


def test_colours_of_another_profile_are_those_of_the_web():
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    picture = PictureFile.new("RGB", (20, 20), (200, 30, 60))
    drawn = draw(saved(picture, "PNG", icc_profile=wide.tobytes()), longest_side=100)
    assert drawn.first.getpixel((5, 5)) == pytest.approx((200, 30, 60), abs=2)
    assert "icc_profile" not in PictureFile.open(io.BytesIO(drawn.written())).info


def test_a_profile_that_is_none_keeps_no_picture_away():
    picture = PictureFile.new("RGB", (20, 20), "red")
    assert draw(saved(picture, "PNG", icc_profile=b"x" * 200), longest_side=100).first.size == (20, 20)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_what_moves_goes_on_moving(trainer, kind):
    frames = [PictureFile.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    content = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=120, loop=0)
    by_itself(trainer, upload(content, f"a.{ENDINGS[kind]}"))
    with Image.objects.latest("pk").file.open("rb") as stored, PictureFile.open(stored) as picture:
        assert picture.n_frames == 3


def test_what_is_clear_stays_clear():
    drawn = draw(saved(PictureFile.new("RGBA", (20, 20), (9, 9, 9, 40)), "PNG"), longest_side=100)
    assert PictureFile.open(io.BytesIO(drawn.written())).convert("RGBA").getpixel((1, 1))[3] == 40


BAD = [
    ("swells.png", png_with_a_text_that_swells, "går inte att läsa"),
    ("swells.png", png_that_swells, "för stor"),
    ("broken.jpg", lambda: telling()[:300], "går inte att läsa"),
    ("page.jpg", lambda: b"<script>alert(1)</script>", "inte en bild"),
    ("drawing.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "inte en bild"),
]


@pytest.mark.parametrize("way", [by_itself, with_others, while_choosing, in_place_of_another])
@pytest.mark.parametrize(("name", "made", "said"), BAD)
def test_what_is_no_picture_is_refused_beside_the_field(trainer, way, name, made, said):
    response = way(trainer, upload(made(), name))
    assert response.status_code == 200
    assert said in words_of(response)
    assert not Image.objects.filter(title="Bild").exists()


def words_of(response):
    if response.headers["Content-Type"] != "application/json":
        return response.text
    return response.json().get("error_message") or response.json()["htmlFragment"]


@pytest.mark.parametrize("made", [png_with_a_text_that_swells, png_that_swells])
def test_a_package_with_what_is_no_picture_says_so(db, media, tmp_path, made):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.png").write_bytes(made())
    lesson = tmp_path / "lesson.sv.md"
    lesson.write_text("---\nid: T1.9\nkind: lesson\ntitle: T\nslug: t\n---\n\n::: picture\nfile: a.png\nalt: A\n:::\n")
    with pytest.raises(PackageError, match=r"the file a\.png is"):
        fields_of(parse(lesson))


def test_the_same_picture_is_stored_once(db, media):
    first = store_once(model=Image, title="A", name="a.jpg", source=io.BytesIO(telling()))
    assert store_once(model=Image, title="A", name="b.jpg", source=io.BytesIO(telling())) == first


# What lies there from before.


@contextmanager
def as_before():
    """Pictures are stored as they were until now."""
    for sender in (Image, UserProfile):
        pre_save.disconnect(_before_saving, sender=sender)
    yield
    for sender in (Image, UserProfile):
        pre_save.connect(_before_saving, sender=sender)


@pytest.fixture
def old(media, db):
    with as_before():
        image = Image.objects.create(title="Förut", file=upload(telling(orientation=6), "visby.jpg"))
        image.get_rendition("max-960x720")
        image.get_file_hash()
    return image


def test_old_pictures_are_mended_by_the_upkeep(old, media, django_capture_on_commit_callbacks):
    before = Rendition.objects.get(image=old)
    assert told_by(old.file)
    with django_capture_on_commit_callbacks(execute=True):
        done, failed = tick(now=timezone.now())
    assert (done["pictures as they came"], failed) == (1, [])
    image = Image.objects.get(pk=old.pk)
    assert not told_by(image.file)
    assert not told_by(image.get_rendition("max-960x720").file)
    assert image.file_hash == hash_of(image)
    # A test that was taken shows it under this address.
    assert image.get_rendition("max-960x720").file.name == before.file.name
    assert not [path for path in media.rglob("*") if path.is_file() and SECRET in path.read_bytes()]
    assert tick(now=timezone.now())[0]["pictures as they came"] == 0


def hash_of(image):
    kept = image.file_hash
    image._set_file_hash()
    found, image.file_hash = image.file_hash, kept
    return found


def test_an_old_picture_whose_file_is_gone_keeps_nothing_back(old):
    old.file.storage.delete(old.file.name)
    done, failed = tick(now=timezone.now())
    assert (done["pictures as they came"], failed) == (0, [])


def test_an_old_picture_that_would_be_too_big_now_is_mended(media, db):
    with as_before():
        content = saved(PictureFile.new("L", (5000, 4000)), "PNG", exif=b"Exif\x00\x00" + SECRET)
        Image.objects.create(title="Förut", file=upload(content, "a.png"))
    assert tick(now=timezone.now())[0]["pictures as they came"] == 1


def test_saving_a_part_of_an_old_picture_leaves_its_file(old):
    name = old.file.name
    old.file_size = None
    old.get_file_size()
    assert Image.objects.get(pk=old.pk).file.name == name


def test_a_new_title_of_an_old_picture_mends_it(trainer, old):
    trainer.post(reverse("wagtailimages:edit", args=[old.pk]), {"title": "Ny", "collection": root()})
    image = Image.objects.get(pk=old.pk)
    assert image.title == "Ny"
    assert not told_by(image.file)


def test_an_old_picture_comes_again_and_is_found(old):
    assert store_once(model=Image, title="A", name="a.jpg", source=io.BytesIO(telling(orientation=6))) == old


def test_the_face_of_an_editor_tells_nothing_either(tove, media):
    profile = UserProfile.get_for_user(tove)
    profile.avatar = upload(telling(), "jag.jpg")
    profile.save()
    assert not told_by(UserProfile.objects.get(user=tove).avatar)


def test_what_is_no_picture_is_unfit():
    with pytest.raises(Unfit):
        draw(b"", longest_side=100)
