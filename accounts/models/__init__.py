"""The nouns of accounts: people and where they work, what was done with their accounts, and how long data is kept."""

from accounts.models.events import AccountEvent
from accounts.models.people import Organisation, User, UserManager, display_name
from accounts.models.retention import Retention

__all__ = ["AccountEvent", "Organisation", "Retention", "User", "UserManager", "display_name"]
