"""What somebody wrote for herself alone is closed while it is unsure who she is (docs/decisions/0014)."""

from accounts.models import User


class Sealed(Exception):
    """What somebody wrote for herself alone is closed until she proves who she is."""


def refuse_sealed(user: User) -> None:
    """Every read and write of such texts asks this first. Raises Sealed, which is answered by a page of its own."""
    if user.sealed_at is not None:
        raise Sealed
