"""Which part of a long thread is shown. Pure."""

from collections.abc import Collection, Sequence

ROWS_ON_A_PAGE = 50


def pages(rows: int) -> int:
    """How many pages a thread has; an empty one has one."""
    return max(1, -(-rows // ROWS_ON_A_PAGE))


def page_shown(rows: Sequence[Collection[int]], *, wanted: int = 0, at: int = 0, new: Collection[int] = ()) -> int:
    """The number of the page that is shown, from 1. Each row holds the numbers of a post and of the answers to it.

    The page that is wanted, if there is one; else that of the post `at`, of the first new post, or the last.
    """
    if 1 <= wanted <= pages(len(rows)):
        return wanted
    places = {pk: row for row, posts in enumerate(rows) for pk in posts}
    first_new = min((places[pk] for pk in new if pk in places), default=len(rows) - 1)
    return max(0, places.get(at, first_new)) // ROWS_ON_A_PAGE + 1
