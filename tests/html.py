"""HTML as it means, however its templates are laid out."""

import re


def squeezed(html: str) -> str:
    """With one space wherever there is white space, and none between tags."""
    return re.sub(r">\s+<", "><", " ".join(html.split()))
