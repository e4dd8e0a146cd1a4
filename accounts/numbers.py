"""Numbers that come from outside. Pure."""

# Greater numbers name no row, and no database takes them.
GREATEST = 2**63 - 1


def row_number(given: object) -> int | None:
    """The number that a value of a form or an address says, if it can name a row; None for anything else."""
    text = str(given)
    # Nineteen digits are enough for the greatest; longer ones are not even read.
    if not (text.isascii() and text.isdecimal() and len(text) < 20):
        return None
    number = int(text)
    return number if number <= GREATEST else None
