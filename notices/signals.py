"""What rooms above know of what a notice tells of, and must not be asked from here."""

from django.dispatch import Signal

# A mail of a `notice` is about to be written. Whoever knows what it tells of answers with a `notices.lines.About`, as
# that is now; everybody else with None.
asked_about = Signal()
