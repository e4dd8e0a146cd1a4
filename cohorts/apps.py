from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    name = "cohorts"
    verbose_name = _("Cohorts")

    def ready(self) -> None:
        from cohorts import receivers  # noqa: F401  # They listen once they are known.
        from cohorts.services import forget_cohort

        # However a cohort is deleted: what was told of in it leads nowhere afterwards.
        post_delete.connect(forget_cohort, sender="cohorts.Cohort", dispatch_uid="forget_cohort")
