"""The nouns of accounts: people and where they work, what was done with their accounts, how they sign in, and how long
data is kept.
"""

from accounts.models.changes import DAYS_TO_OBJECT, AccountChange
from accounts.models.events import AccountEvent
from accounts.models.people import Organisation, User, UserManager, display_name
from accounts.models.retention import Retention
from accounts.models.signing_in import SignInRules

__all__ = [
    "DAYS_TO_OBJECT",
    "AccountChange",
    "AccountEvent",
    "Organisation",
    "Retention",
    "SignInRules",
    "User",
    "UserManager",
    "display_name",
]
