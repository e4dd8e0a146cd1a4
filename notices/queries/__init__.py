"""Reads about notices and mail."""

from notices.queries.digests import OF_BOARDS, PERIODS, Window, people_due, period_ago, unread_sections
from notices.queries.mail import (
    bounce_of,
    bounced,
    mail_choice,
    mail_is_late,
    wants_mail_about_gatherings,
    wants_mail_at_once,
)
from notices.queries.notices import unread_count, unread_key, unread_notices

__all__ = [
    "OF_BOARDS",
    "PERIODS",
    "Window",
    "bounce_of",
    "bounced",
    "mail_choice",
    "mail_is_late",
    "people_due",
    "period_ago",
    "unread_count",
    "unread_key",
    "unread_notices",
    "unread_sections",
    "wants_mail_about_gatherings",
    "wants_mail_at_once",
]
