"""How much room files take: told, limited for each person and each board, and made again by removing some."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from discussions import services
from discussions.files import Checked
from discussions.models import Attachment, Thread
from discussions.queries import room_of
from tests.content.files import PDF

MEGABYTE = 1_048_576


@pytest.fixture
def thread(cohort, discussion):
    return services.thread_of_prompt(cohort_id=cohort.pk, step_key=discussion.translation_key)


def file(size=10, name="a.pdf"):
    return Checked("pdf", name, b"x" * size)


def post(thread, author, *files, **more):
    said = {"source": "Hej", "submission_id": uuid4(), **more}
    return services.create_post(thread=thread, author=author, files=files, **said)


def fill(thread, author, megabytes):
    """Files of a post that say that they are so large; nothing is as large in a test."""
    attachment = Attachment(post=post(thread, author), kind="pdf", name="stor.pdf", content=b"x")
    attachment.size = megabytes * MEGABYTE
    attachment.save()
    return attachment


def send(client, thread, *files):
    url = reverse("discussions:thread", args=[thread.cohort.slug, thread.pk])
    return client.post(url, {"text": "Min text", "submission_id": str(uuid4()), "files": list(files)})


def upload(name="a.pdf"):
    return SimpleUploadedFile(name, PDF)


def test_a_person_has_a_hundred_megabytes_on_all_boards(thread, alva, sten):
    fill(thread, alva, 99)
    post(thread, alva, file(MEGABYTE))
    with pytest.raises(services.Full):
        post(thread, alva, file(1))
    post(thread, alva)
    post(thread, sten, file(1))
    other = Thread.objects.create(cohort=sten.memberships.get().cohort, title="Annan")
    with pytest.raises(services.Full):
        post(other, alva, file(1))


def test_a_board_has_two_thousand_megabytes(thread, alva, bo, tove):
    for author in (bo, tove):
        fill(thread, author, 1000)
    with pytest.raises(services.Full):
        post(thread, alva, file(1))
    post(thread, alva)


def test_a_thread_that_is_begun_counts_too(thread, alva, cohort):
    fill(thread, alva, 100)
    with pytest.raises(services.Full):
        services.open_thread(
            cohort=cohort, author=alva, title="T", source="Hej", submission_id=uuid4(), files=[file(1)]
        )
    assert not Thread.objects.filter(title="T").exists()


def test_the_room_can_be_made_larger(thread, alva, settings):
    settings.FILES_PER_PERSON, settings.FILES_PER_COHORT = 200, 3000
    fill(thread, alva, 150)
    post(thread, alva, file(1))


def test_the_press_that_took_the_last_room_may_come_twice(thread, alva):
    fill(thread, alva, 99)
    said = {"submission_id": uuid4()}
    first = post(thread, alva, file(MEGABYTE), **said)
    assert post(thread, alva, file(MEGABYTE), **said) == first


def test_what_is_taken_back_makes_room(thread, alva, bo):
    post(thread, bo)
    full = fill(thread, alva, 100)
    services.withdraw_post(post=full.post)
    post(thread, alva, file(1))
    assert room_of(alva.pk).used == 1


def test_no_room_is_said_beside_the_field_and_the_text_stays(client_as, thread, alva):
    fill(thread, alva, 100)
    response = send(client_as(alva), thread, upload())
    assert response.status_code == 422
    assert "dina filer tar 100,0\xa0MB av 100,0\xa0MB" in response.text
    assert "Min text" in response.text
    assert response.context["form"].errors.keys() == {"files"}
    assert send(client_as(alva), thread).status_code == 302


def test_no_room_on_the_board_is_said_in_a_new_thread_too(client_as, thread, alva, bo, cohort):
    fill(thread, bo, 2000)
    sent = {"title": "T", "text": "Min text", "kind": "talk", "submission_id": str(uuid4()), "files": [upload()]}
    response = client_as(alva).post(reverse("discussions:new_thread", args=[cohort.slug]), sent)
    assert response.status_code == 422
    assert "filerna i kohorten tar 2,0\xa0GB av 2,0\xa0GB" in response.text


@pytest.mark.parametrize(("megabytes", "is_told"), [(50, False), (51, True)])
def test_who_has_used_more_than_half_is_told_where_she_uploads(client_as, thread, alva, bo, megabytes, is_told):
    fill(thread, alva, megabytes)
    for name, args in (("thread", [thread.cohort.slug, thread.pk]), ("new_thread", [thread.cohort.slug])):
        url = reverse(f"discussions:{name}", args=args)
        assert (f"Du har använt {megabytes},0\xa0MB av 100,0\xa0MB" in client_as(alva).get(url).text) is is_told
        assert "Du har använt" not in client_as(bo).get(url).text


def test_your_data_tells_how_much_room_is_used(client_as, thread, alva, bo):
    fill(thread, alva, 12)
    assert "tar 12,0\xa0MB av 100,0\xa0MB" in client_as(alva).get(reverse("your_data")).text
    assert "av 100,0\xa0MB" not in client_as(bo).get(reverse("your_data")).text


def test_a_trainer_sees_how_much_room_the_board_uses(client_as, thread, alva, tove, cohort):
    fill(thread, alva, 12)
    page = client_as(tove).get(reverse("desk:settings", args=[cohort.slug])).text
    assert "tar 12,0\xa0MB av 2,0\xa0GB" in page


# A file is removed by changing the post.


@pytest.fixture
def with_files(thread, alva):
    return post(thread, alva, file(name="a.pdf"), file(name="b.pdf"))


def url_of(post):
    return reverse("discussions:edit_post", args=[post.thread.cohort.slug, post.pk])


def test_a_file_goes_and_the_rest_stays(client_as, with_files, alva):
    first, second = with_files.attachments.all()
    page = client_as(alva).get(url_of(with_files)).text
    assert "a.pdf (10\xa0byte" in page
    sent = {"text": "Hej", "version": 0, "without": [first.pk]}
    assert client_as(alva).post(url_of(with_files), sent).status_code == 302
    assert list(with_files.attachments.all()) == [second]
    with_files.refresh_from_db()
    assert with_files.source == "Hej"
    assert with_files.edited_at
    assert with_files.version == 0


def test_a_post_without_files_asks_for_none(client_as, thread, alva):
    assert 'name="without"' not in client_as(alva).get(url_of(post(thread, alva))).text


def test_nobody_removes_a_file_of_somebody_else(client_as, with_files, thread, bo):
    hers = with_files.attachments.first()
    own = post(thread, bo, file())
    for wrong in ("x", hers.pk, "9" * 30):
        response = client_as(bo).post(url_of(own), {"text": "Hej", "version": 0, "without": [wrong]})
        assert response.status_code == 422
    services.edit(post=own, source="Hej", expected_version=0, without=[hers.pk])
    assert Attachment.objects.count() == 3


def test_both_windows_mean_the_same_file(client_as, with_files, alva):
    for file_ in with_files.attachments.all():
        sent = {"text": "Hej", "version": 0, "without": [file_.pk]}
        client_as(alva).post(url_of(with_files), sent)
    assert client_as(alva).post(url_of(with_files), sent).status_code == 302
    assert not with_files.attachments.exists()


def test_a_change_that_meets_another_removes_nothing(with_files):
    services.edit(post=with_files, source="Nytt", expected_version=0)
    with pytest.raises(services.EditConflict):
        services.edit(post=with_files, source="Annat", expected_version=0, without=[with_files.attachments.first().pk])
    assert with_files.attachments.count() == 2


@pytest.mark.skipif(connection.vendor == "sqlite", reason="writers come one after the other there")
def test_files_that_come_in_the_same_moment_are_counted_one_after_the_other(thread, alva):
    with CaptureQueriesContext(connection) as captured:
        post(thread, alva, file())
    asked = [query["sql"] for query in captured]
    [held, *_more] = [place for place, sql in enumerate(asked) if 'NO KEY UPDATE OF "cohorts_cohort"' in sql]
    [summed, *_more] = [place for place, sql in enumerate(asked) if "SUM(" in sql]
    assert held < summed


def test_a_post_without_files_counts_nothing(thread, alva):
    with CaptureQueriesContext(connection) as captured:
        post(thread, alva)
    assert not [query for query in captured if "SUM(" in query["sql"]]
