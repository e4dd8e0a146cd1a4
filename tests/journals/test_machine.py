"""Whatever happens in whatever order: no acknowledged text is out of its author's reach, none within another's."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from accounts.models import User
from cohorts.models import Cohort
from content.conflicts import EditConflict
from discussions.models import Post
from journals.models import Entry, EntryVersion, Share
from journals.queries import Wanted, own_prompts, timeline
from journals.services import (
    bring_back,
    destroy,
    empty_bins,
    restore,
    save_entry,
    share_with_cohort,
    share_with_trainers,
    throw_away,
    withdraw_share,
)
from tests.conftest import page_of
from tests.long import run_machine

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)


class Journal(RuleBasedStateMachine):
    """One author with two windows, a bin, and a cohort; `acknowledged` is what she was told is saved."""

    entries = Bundle("entries")

    def __init__(self):
        super().__init__()
        Entry.objects.all().delete()
        Post.objects.filter(author__email="alva@example.org").delete()
        self.alva, self.bo = (User.objects.get(email=f"{name}@example.org") for name in ("alva", "bo"))
        self.cohort = Cohort.objects.get(slug="exempelkommun-hosten-2026")
        self.prompt = page_of("T1.reflection").translation_key
        self.acknowledged: dict = {}
        self.shared: dict = {}
        self.destroyed: set = set()

    @rule(target=entries, text=WORDS, by_prompt=st.booleans())
    def begin(self, text, by_prompt):
        place = {"step_key": self.prompt} if by_prompt else {"key": uuid4()}
        try:
            entry = save_entry(author=self.alva, text=text, expected_version=0, **place)
        except EditConflict as conflict:
            return conflict.current.key
        self.acknowledged.setdefault(entry.key, set()).add(text)
        return entry.key

    @rule(key=entries, text=WORDS, behind=st.integers(0, 2))
    def save(self, key, text, behind):
        """In this window, or in one that read the entry some versions ago."""
        if key in self.destroyed:
            return
        entry = self.entry(key)
        with suppress(EditConflict):
            save_entry(author=self.alva, key=key, text=text, expected_version=max(0, entry.version - behind))
            self.acknowledged[key].add(text)

    @rule(key=entries, number=st.integers(1, 4))
    def restore(self, key, number):
        entry = self.entry(key)
        if entry and number <= entry.version and not entry.deleted_at:
            restore(entry=entry, number=number)

    @rule(key=entries)
    def throw_away(self, key):
        if key not in self.destroyed:
            throw_away(entry=self.entry(key))

    @rule(key=entries)
    def bring_back(self, key):
        if key not in self.destroyed:
            bring_back(entry=self.entry(key))

    @rule(key=entries)
    def destroy(self, key):
        entry = self.entry(key)
        if entry and entry.deleted_at:
            destroy(entry=entry)
            self.destroyed.add(key)

    @rule()
    def a_day_passes(self):
        empty_bins(now=timezone.now(), days=30)

    @rule(key=entries, with_trainers=st.booleans())
    def share(self, key, with_trainers):
        entry = self.entry(key)
        if not entry or not entry.text:
            return
        out = {"entry": entry, "cohort": self.cohort, "source": entry.text, "submission_id": uuid4()}
        share = share_with_trainers(**out) if with_trainers else share_with_cohort(**out, title="Delat")
        self.shared[share.pk] = share

    @precondition(lambda self: self.shared)
    @rule(data=st.data())
    def withdraw(self, data):
        share = self.shared.pop(data.draw(st.sampled_from(sorted(self.shared))))
        withdraw_share(share=share)

    def entry(self, key):
        return Entry.objects.filter(author=self.alva, key=key).first()

    @invariant()
    def every_acknowledged_text_is_a_version(self):
        kept: dict = {}
        for key, text in EntryVersion.objects.values_list("entry__key", "text"):
            kept.setdefault(key, set()).add(text)
        for key, texts in self.acknowledged.items():
            assert key in self.destroyed or texts <= kept[key]

    @invariant()
    def every_entry_is_in_the_timeline_or_the_bin(self):
        for language in ("sv", "en"):
            prompts = own_prompts(self.alva, language)
            lines = {line.entry.key for line in timeline(self.alva, prompts, Wanted()).lines}
            binned = set(Entry.objects.visible_to(self.alva).in_bin().values_list("key", flat=True))
            assert lines | binned == set(self.acknowledged) - self.destroyed

    @invariant()
    def others_read_what_is_shared_now_and_nothing_else(self):
        assert not Entry.objects.visible_to(self.bo).exists()
        assert not Share.objects.visible_to(self.bo).exists()
        posts = Post.objects.filter(author=self.alva).count()
        board = [share for share in self.shared.values() if share.audience == Share.Audience.BOARD]
        assert posts == len(board)
        assert not Share.objects.exclude(withdrawn_at=None).exclude(source="").exists()


@pytest.mark.long
@pytest.mark.django_db
def test_no_order_of_things_loses_or_leaks_a_text():
    run_machine(Journal, short=(10, 20), long=(200, 40))


def test_the_second_tab_of_another_language_goes_on_where_the_first_was(client_as, alva, reflection):
    client: Client = client_as(alva)
    english = reflection.get_translations().get()
    client.post(reflection.get_url(), {"text": "Ett", "version": "0"})
    assert "Ett</textarea>" in client.get(english.get_url()).text
    client.post(english.get_url(), {"text": "Ett och två", "version": "1"})
    stale = client.post(reflection.get_url(), {"text": "Ett och tre", "version": "1"})
    assert stale.status_code == 409
    assert Entry.objects.get().text == "Ett och två"
    assert timezone.now() - Entry.objects.get().updated_at < timedelta(minutes=1)
