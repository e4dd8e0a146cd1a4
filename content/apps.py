from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        """No picture is stored as it came, by whatever way that was."""
        from wagtail.images import get_image_model
        from wagtail.users.models import UserProfile

        pre_save.connect(_before_saving, sender=get_image_model())
        pre_save.connect(_before_saving, sender=UserProfile)


def _before_saving(sender: Any, instance: Any, raw: bool, update_fields: frozenset[str] | None, **more: Any) -> None:
    from content.services import renew_picture

    field = "avatar" if hasattr(instance, "avatar") else "file"
    if not raw and (update_fields is None or field in update_fields):
        renew_picture(row=instance, field=field)
