"""Why a file is not taken."""


class Unfit(Exception):
    """A file that is not taken. `reason`: `too_big`, `broken` or `unknown`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
