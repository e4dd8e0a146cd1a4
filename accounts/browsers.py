"""What a browser says it is, in a few words. Pure."""

# The first that is named wins: most say the names of others as well.
PROGRAMS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Mac OS": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser_name(user_agent: str) -> str:
    """Such as `Firefox, Windows`, of what a browser sends as its `User-Agent`; empty where it names none that we know.

    Never a word of what it sends itself: anybody can put anything there, and this goes into a mail.
    """
    found = (next((name for sign, name in known.items() if sign in user_agent), "") for known in (PROGRAMS, SYSTEMS))
    return ", ".join(name for name in found if name)
