from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalsConfig(AppConfig):
    name = "journals"
    verbose_name = _("Journals")

    def ready(self) -> None:
        from cohorts.signals import trainer_joined

        trainer_joined.connect(_offer_to_trainer, dispatch_uid="offer_to_trainer")


def _offer_to_trainer(*, membership: Any, **signal: Any) -> None:
    from journals.services import offer_to_trainer

    offer_to_trainer(membership=membership)
