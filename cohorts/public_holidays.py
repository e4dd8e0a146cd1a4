"""Days on which Sweden rests: public holidays, and the eves on which nobody works either. Pure."""

from datetime import date
from functools import cache

from holidays import HolidayBase, country_holidays

LANGUAGES = {"sv": "sv", "en": "en_US"}


def holiday_on(day: date, language: str) -> str:
    """What the holiday of a day is called in a language; empty for a day like others, Sundays among them."""
    return _of_year(day.year, LANGUAGES.get(language, "sv")).get(day, "")


@cache
def _of_year(year: int, language: str) -> HolidayBase:
    return country_holidays(
        "SE", years=year, language=language, categories=("public", "de_facto"), include_sundays=False
    )
