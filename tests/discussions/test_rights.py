"""Whoever's places are known reads by them what she reads by the whole question."""

from uuid import uuid4

import pytest

from cohorts.finding import names_known_to
from discussions.models import Post
from discussions.services import create_post, hide, open_thread
from tests.conftest import OTHERS


@pytest.mark.parametrize("name", ["alva", "bo", "tove", "sten", "maja", *OTHERS])
def test_rights_by_places_are_those_of_the_boards(name, request, things, tove):
    person = things["people"].get(name) or request.getfixturevalue(name)
    author = things["entry"].author
    said = {"author": author, "source": "Hej"}
    opening = open_thread(cohort=things["cohort"], title="T", is_write_first=True, submission_id=uuid4(), **said)
    create_post(thread=opening.thread, submission_id=uuid4(), **said)
    hide(post=create_post(thread=things["thread"], submission_id=uuid4(), **said), by=tove, reason="Nej")
    places = [name.place for name in names_known_to(person) if name.place.user_id == person.pk and name.is_here]
    assert set(Post.objects.visible_at(places)) == set(Post.objects.visible_to(person))
