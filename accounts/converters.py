"""Parts of addresses that are values (`path("post/<row:pk>/", …)`)."""

from django.urls import register_converter

from accounts.numbers import row_number


class RowNumber:
    """A number that can name a row. With any other an address leads nowhere, and no database is asked."""

    regex = "[0-9]+"

    def to_python(self, value: str) -> int:
        number = row_number(value)
        if number is None:
            raise ValueError(f"No row has the number {value}.")
        return number

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(RowNumber, "row")
