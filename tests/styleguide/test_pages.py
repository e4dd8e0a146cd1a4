"""The style guide, which whoever changes the face opens in development."""

import pytest

PARTS = ("tokens", "drawings", "actions", "path", "forms", "quiz", "board", "blocks")


@pytest.mark.urls("tests.styleguide.urls")
@pytest.mark.parametrize("signed_in", [False, True])
def test_it_shows_every_part(client_as, alva, signed_in):
    page = client_as(alva if signed_in else None).get("/styleguide/")
    assert page.status_code == 200
    assert [part for part in PARTS if f'id="{part}"' not in page.text] == []
    assert "Vi låter chefen tala sist." in page.text
