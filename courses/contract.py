"""What courses give to the whole (see `accounts.room`): nothing of people is kept here."""

from accounts.room import Contract, Job
from courses.services import make_findable

CONTRACT = Contract(jobs=(Job("pages without words", lambda now, retention: make_findable()),))
