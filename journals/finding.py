"""What somebody finds in her own journal."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from accounts.room import Asked, Found, Hit
from content.excerpts import around, marked
from content.stems import Sought, sought
from journals.models import Entry, ReflectionPage
from journals.queries import title_of


def find_entries(asked: Asked) -> Found:
    """Entries of the one who asks that hold every word, the newest first. One query; none without a word, and none
    while her journal is closed.
    """
    words = sought(asked.query)
    if not words or asked.user.sealed_at:
        return Found()
    prompts = ReflectionPage.objects.filter(
        translation_key=OuterRef("step_key"), locale__language_code=asked.language
    ).order_by()
    own = Entry.objects.visible_to(asked.user).not_deleted().with_words(words).defer("stems")
    rows: Any = own.annotate(prompt=Subquery(prompts.values("title")[:1])).order_by("-created_at", "-pk")
    return Found.of(rows[asked.start : asked.end], asked, lambda entry: _hit(entry, words))


def _hit(entry: Any, words: tuple[Sought, ...]) -> Hit:
    title, text = marked(title_of(entry, entry.prompt), words), around(entry.text, words)
    # A short one without a prompt is called as all that it says.
    shown = () if text == title else text
    return Hit(title, reverse("journals:entry", args=[entry.key]), shown, at=entry.created_at)
