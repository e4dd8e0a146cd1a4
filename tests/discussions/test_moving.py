"""Posts that are moved are found, and are new to those who have not read them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from discussions.models import Post, Thread
from discussions.queries import conversation
from discussions.services import Gone, create_post, edit, hide, mark_board_read, move, note_read, open_thread
from notices.models import Notice
from tests.conftest import membership_of
from tests.discussions.test_files import picture


def begin(cohort, author, title="T", **manner):
    facts = {"cohort": cohort, "author": author, "title": title, "source": "S", "submission_id": uuid4()}
    return open_thread(**facts, **manner).thread


def write(thread, author, text="Ett svar", parent=None):
    return create_post(thread=thread, author=author, source=text, submission_id=uuid4(), parent=parent)


def new_to(person, cohort):
    return list(Post.objects.new_at(membership_of(person, cohort)).order_by("pk"))


@pytest.fixture
def threads(cohort, alva, bo):
    old, new = begin(cohort, alva, "Fel ställe"), begin(cohort, alva, "Rätt ställe")
    mark_board_read(membership=membership_of(bo, cohort))
    return old, new


def test_what_she_has_not_read_is_new_where_it_comes_to(cohort, alva, bo, threads):
    old, new = threads
    unread = write(old, alva)
    later = write(new, alva)
    note_read(user=bo, thread=new, posts=[later.pk])
    move(post=unread, to=new)
    assert unread in new_to(bo, cohort)


def test_what_she_has_read_stays_read(cohort, alva, bo, threads):
    old, new = threads
    read = write(old, alva)
    note_read(user=bo, thread=old, posts=[read.pk])
    later = write(new, alva)
    note_read(user=bo, thread=new, posts=[later.pk])
    move(post=read, to=new)
    assert new_to(bo, cohort) == []


def test_an_answer_to_what_was_moved_in_the_same_moment_is_refused_and_kept(client_as, cohort, alva, bo, threads):
    old, new = threads
    post = write(old, alva)
    shown = Post.objects.select_related("author").get(pk=post.pk)
    move(post=post, to=new)
    with pytest.raises(Gone):
        write(old, bo, parent=shown)
    url = reverse("discussions:thread", args=[cohort.slug, old.pk])
    met = client_as(bo).post(url, {"text": "Mitt svar", "parent": post.pk, "submission_id": str(uuid4())})
    assert met.status_code == 422
    assert "Mitt svar" in met.text


def test_a_post_that_went_elsewhere_in_the_meantime_moves_from_there(cohort, alva, threads):
    old, new = threads
    post, third = write(old, alva), begin(cohort, alva, "Tredje")
    stale = Post.objects.get(pk=post.pk)
    move(post=post, to=new)
    with pytest.raises(Gone):
        move(post=stale, to=third)
    assert move(post=Post.objects.get(pk=post.pk), to=third).thread == third


def test_a_thread_that_is_gone_is_told_beside_the_field(client_as, cohort, alva, tove, threads):
    old, new = threads
    post = write(old, alva)
    Thread.objects.filter(pk=new.pk).delete()
    with pytest.raises(Gone):
        move(post=post, to=new)
    url = reverse("discussions:move", args=[cohort.slug, post.pk])
    assert client_as(tove).post(url, {"to": new.pk}).status_code == 422


def test_nothing_is_read_before_one_has_written_by_being_moved(client_as, cohort, alva, bo, tove, threads):
    first = begin(cohort, tove, "Skriv först", is_write_first=True)
    said = write(first, alva, "Kvalster")
    move(post=said, to=threads[1])
    assert Post.objects.get(pk=said.pk).thread == first
    page = client_as(tove).get(reverse("discussions:move", args=[cohort.slug, said.pk]))
    assert f'value="{threads[1].pk}"' not in page.text


def test_a_hidden_opening_takes_its_title_along(client_as, cohort, alva, bo, tove):
    thread = begin(cohort, alva, "Kalles rehab")
    write(thread, bo)
    client = client_as(tove)
    opening = thread.posts.get(is_opening=True)
    client.post(reverse("discussions:hide", args=[cohort.slug, opening.pk]), {"reason": "Ett namn"})
    reader = client_as(bo)
    for url in (
        reverse("discussions:board", args=[cohort.slug]),
        reverse("discussions:thread", args=[cohort.slug, thread.pk]),
        reverse("discussions:search", args=[cohort.slug]) + "?q=svar",
        "/sv/",
    ):
        assert "Kalles rehab" not in reader.get(url).text
    client.post(reverse("discussions:show", args=[cohort.slug, opening.pk]))
    assert "Kalles rehab" in reader.get(reverse("discussions:board", args=[cohort.slug])).text


def test_the_same_number_with_another_text_is_another_post(client_as, cohort, alva, bo):
    """As after a press on the browser's Back: the form has the number of what was posted."""
    thread, client = begin(cohort, alva), client_as(bo)
    url, number = reverse("discussions:thread", args=[cohort.slug, thread.pk]), str(uuid4())
    for text in ("Ett", "Ett", "Två", "Två", "Ett"):
        assert client.post(url, {"text": text, "submission_id": number}).status_code == 302
    assert [line.post.source for line in conversation(thread, bo).lines] == ["S", "Ett", "Två"]
    number = str(uuid4())
    new_thread = reverse("discussions:new_thread", args=[cohort.slug])
    for text in ("Ett", "Ett", "Två", "Två"):
        client.post(new_thread, {"title": "Ny", "text": text, "submission_id": number})
    assert Thread.objects.filter(title="Ny").count() == 2


def test_the_same_text_in_another_manner_is_another_thread(client_as, cohort, bo):
    client, url, number = client_as(bo), reverse("discussions:new_thread", args=[cohort.slug]), str(uuid4())
    form = {"title": "Ny", "text": "Det här", "submission_id": number}
    for more in ({}, {}, {"is_anonymous": "on"}, {"is_anonymous": "on"}, {"title": "En annan rubrik"}):
        assert client.post(url, form | more).status_code == 302
    found = Thread.objects.filter(posts__source="Det här").order_by("pk").values_list("title", "is_anonymous")
    assert list(found) == [("Ny", False), ("Ny", True), ("En annan rubrik", False)]


def test_a_picture_that_is_added_is_not_left_out(client_as, cohort, alva, bo):
    thread, client = begin(cohort, alva), client_as(bo)
    url, number = reverse("discussions:thread", args=[cohort.slug, thread.pk]), str(uuid4())
    for _press in range(2):
        client.post(url, {"text": "Se här", "submission_id": number})
    for _press in range(2):
        shown = SimpleUploadedFile("a.jpg", picture())
        client.post(url, {"text": "Se här", "submission_id": number, "files": [shown]})
    assert [post.attachments.count() for post in thread.posts.filter(author=bo).order_by("pk")] == [0, 1]


def test_a_change_of_what_is_hidden_calls_nobody(cohort, alva, bo, tove):
    opening = begin(cohort, alva).posts.get()
    hide(post=opening, by=tove, reason="Ett namn")
    edit(post=opening, source="Hör du, @Bo Lind?", expected_version=0)
    assert not Notice.objects.filter(recipient=bo, key=opening.event).exists()
