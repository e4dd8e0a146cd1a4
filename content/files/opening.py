"""Whether a PDF on standard input opens: exit code 0 says it does. A process of its own, with little time and memory.

A reader of PDFs mends what is broken, and some files keep it mending for hours.
"""

import io
import logging
import resource
import sys
from typing import cast

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NumberObject

SECONDS = 3
MEMORY = 1_000_000_000


def opens(content: bytes) -> bool:
    """Whether this is a PDF that has pages, or asks its reader for a password. Raises whatever it stumbles over."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        return True
    pages = cast(DictionaryObject, reader.root_object["/Pages"])
    return cast(NumberObject, pages["/Count"]) > 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable()
    sys.exit(0 if opens(sys.stdin.buffer.read()) else 1)
