"""Files that people give, known by what they hold and never by what they are called."""

from content.files.documents import check_document, check_pdf
from content.files.pictures import ENDINGS, Drawn, draw
from content.files.unfit import Unfit

__all__ = ["ENDINGS", "Drawn", "Unfit", "check_document", "check_pdf", "draw"]
