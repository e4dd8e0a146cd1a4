"""What rooms above may want to know of, who must not be asked from here."""

from django.dispatch import Signal

# Somebody has become a trainer of a cohort, or is one again: `membership`. Sent in the transaction that makes her one.
trainer_joined = Signal()
# What a cohort meets for was changed: `gathering`, as it is now. Sent in the transaction that changes it.
gathering_changed = Signal()
