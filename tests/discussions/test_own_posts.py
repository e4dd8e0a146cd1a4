"""One's own posts: said otherwise, or taken back."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.services import end_cohort
from desk.attention import attention_of
from discussions import services
from discussions.models import Post, PostVersion, Thread
from journals.models import Share
from journals.services import save_entry, share_with_cohort
from notices.models import Notice
from tests.odd import naughty_strings


@pytest.fixture
def thread(cohort, discussion):
    return Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)


@pytest.fixture
def post(thread, alva):
    return services.create_post(thread=thread, author=alva, source="Karin på Tallen sa nej", submission_id=uuid4())


@pytest.fixture
def coach(client_as, alva):
    return client_as(alva)


def url_of(name, post):
    return reverse(f"discussions:{name}", args=[post.thread.cohort.slug, post.pk])


def test_a_post_is_said_otherwise_for_all(coach, client_as, bo, post, discussion):
    response = coach.post(url_of("edit_post", post), {"text": "En kollega sa **nej**", "version": 0})
    assert response.url == reverse("post", args=[post.pk])
    for url in (discussion.get_url(), reverse("discussions:thread", args=[post.thread.cohort.slug, post.thread_id])):
        page = client_as(bo).get(url)
        assert "En kollega sa <strong>nej</strong>" in page.text
        assert "ändrat" in page.text
        assert "Karin" not in page.text


def test_only_its_author_sees_what_it_said_before(coach, post):
    coach.post(url_of("edit_post", post), {"text": "En kollega", "version": 0})
    page = coach.get(url_of("edit_post", post))
    assert "Karin på Tallen sa nej" in page.text
    assert list(PostVersion.objects.values_list("source", flat=True)) == ["Karin på Tallen sa nej"]


def test_the_same_text_again_changes_nothing(post):
    services.edit(post=post, source=" Karin på Tallen sa nej\r\n", expected_version=7)
    post.refresh_from_db()
    assert (post.edited_at, PostVersion.objects.count()) == (None, 0)


@pytest.mark.parametrize("text", ["", "  ", "x" * 10_001])
def test_what_cannot_be_said_is_told_with_the_text_kept(coach, post, text):
    response = coach.post(url_of("edit_post", post), {"text": text, "version": 0})
    assert response.status_code == 422
    assert text.strip() in response.text
    assert not PostVersion.objects.exists()


def test_odd_strings_are_shown_harmlessly(coach, post):
    for text in filter(str.strip, naughty_strings()[::9]):
        form = {"text": text, "version": post.versions.count()}
        assert coach.post(url_of("edit_post", post), form).status_code in (302, 422)
        assert "<script>alert" not in coach.get(url_of("edit_post", post)).text


def test_a_notice_says_what_is_said_now(alva, bo, thread):
    first = Post.objects.filter(thread=thread, author=bo).first()
    answer = services.create_post(thread=thread, author=alva, source="Karin", submission_id=uuid4(), parent=first)
    services.edit(post=answer, source="En kollega", expected_version=0)
    assert Notice.objects.get(recipient=bo).subject == "En kollega"
    services.withdraw_post(post=answer)
    assert not Notice.objects.filter(recipient=bo).exists()


def test_in_a_conversation_with_others_taking_back_leaves_a_trace(coach, bo, thread, post):
    answered = services.create_post(thread=thread, author=post.author, source="Karin igen", submission_id=uuid4())
    services.edit(post=answered, source="Karin en gång till", expected_version=0)
    services.create_post(thread=thread, author=bo, source="Ja", submission_id=uuid4(), parent=answered)
    for one in (post, answered):
        assert coach.post(url_of("withdraw_post", one), follow=True).status_code == 200
    page = coach.get(reverse("discussions:thread", args=[thread.cohort.slug, thread.pk]))
    assert page.text.count("Den som skrev har tagit tillbaka texten.") == 2
    assert "Karin" not in page.text
    assert not PostVersion.objects.exists()
    for name in ("edit_post", "withdraw_post"):
        assert coach.post(url_of(name, answered), {"text": "x"}).status_code == 404


def test_whoever_wrote_alone_leaves_nothing(coach, alva, cohort):
    opening = services.open_thread(cohort=cohort, author=alva, title="T", source="S", submission_id=uuid4())
    more = services.create_post(thread=opening.thread, author=alva, source="Mer", submission_id=uuid4())
    services.withdraw_post(post=more)
    assert list(opening.thread.posts.all()) == [opening]


def test_the_last_post_of_a_free_thread_takes_it_along(coach, alva, cohort):
    post = services.open_thread(cohort=cohort, author=alva, title="T", source="S", submission_id=uuid4())
    assert coach.post(url_of("withdraw_post", post)).url == reverse("discussions:board", args=[cohort.slug])
    assert not Thread.objects.filter(pk=post.thread_id).exists()


def test_what_came_from_the_journal_is_private_again(coach, alva, cohort):
    entry = save_entry(author=alva, key=uuid4(), text="Mitt", expected_version=0)
    share = share_with_cohort(entry=entry, cohort=cohort, source="Mitt", title="T", submission_id=uuid4())
    coach.post(url_of("withdraw_post", share.post))
    assert not Share.objects.open().exists()
    assert "privat" in coach.get(reverse("journals:journal")).text


def test_an_edit_of_what_was_just_taken_back_is_gone(post):
    services.withdraw_post(post=post)
    with pytest.raises(services.Gone):
        services.edit(post=post, source="Nytt", expected_version=0)


def test_two_windows_never_overwrite_each_other(coach, post):
    url = url_of("edit_post", post)
    form = coach.get(url).context["form"]
    assert coach.post(url, {"text": "Från telefonen", "version": form.initial["version"]}).status_code == 302
    met = coach.post(url, {"text": "Från datorn", "version": form.initial["version"]})
    assert met.status_code == 409
    for words in ("Från telefonen", "Från datorn</textarea>", "ändrades i ett annat fönster"):
        assert words in met.text
    post.refresh_from_db()
    assert post.source == "Från telefonen"
    assert (
        coach.post(url, {"text": "Från datorn", "version": met.context["form"]["version"].value()}).status_code == 302
    )
    assert list(post.versions.values_list("source", flat=True)) == ["Från telefonen", "Karin på Tallen sa nej"]


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_an_odd_version_changes_nothing(coach, post, version):
    assert coach.post(url_of("edit_post", post), {"text": "Nytt", "version": version}).status_code == 422
    assert not PostVersion.objects.exists()


@pytest.mark.parametrize("how", ["locked", "ended"])
def test_where_nobody_posts_nothing_is_changed_but_taken_back(coach, post, how):
    if how == "locked":
        services.lock(thread=post.thread, is_locked=True)
    else:
        end_cohort(cohort=post.thread.cohort, today=timezone.localdate())
    met = coach.post(url_of("edit_post", post), {"text": "För sent", "version": 0})
    assert met.status_code == 422
    assert "För sent" in met.text
    assert coach.post(url_of("withdraw_post", post)).status_code == 302


def test_whoever_is_named_only_after_a_change_is_told(alva, bo, tove, cohort):
    post = services.open_thread(cohort=cohort, author=alva, title="T", source="S", submission_id=uuid4())
    services.edit(post=post, source="Vad säger du, @Bo Lind?", expected_version=0)
    services.edit(post=post, source="Vad säger du, @Bo Lind? Och @Tove Ek?", expected_version=1)
    told = Notice.objects.filter(key=post.event, kind="mention").order_by("pk")
    assert [notice.recipient for notice in told] == [bo, tove]


def test_what_was_reported_and_is_taken_back_waits_for_nobody(coach, bo, tove, post):
    services.report(post=post, by=bo, reason="Ett namn")
    services.edit(post=post, source="En kollega", expected_version=0)
    reports = Notice.objects.filter(recipient=tove, kind="report")
    assert reports.get().subject == "En kollega"
    coach.post(url_of("withdraw_post", post))
    assert not reports.exists()
    assert attention_of(post.thread.cohort, timezone.now()).reports == 0
