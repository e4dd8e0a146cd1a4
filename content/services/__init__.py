"""Verbs about what the CMS itself holds."""

from content.services.editing import forget_editor, forget_logs
from content.services.files import clean_old_pictures, clean_picture, renew_picture, store_once
from content.services.scheduling import publish_scheduled

__all__ = [
    "clean_old_pictures",
    "clean_picture",
    "forget_editor",
    "forget_logs",
    "publish_scheduled",
    "renew_picture",
    "store_once",
]
