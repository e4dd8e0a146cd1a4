from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionsConfig(AppConfig):
    name = "discussions"
    verbose_name = _("Discussions")

    def ready(self) -> None:
        from cohorts.signals import gathering_changed
        from discussions.receivers import about
        from discussions.services import name_thread_anew
        from notices.signals import asked_about

        gathering_changed.connect(name_thread_anew, dispatch_uid="name_thread_anew")
        asked_about.connect(about, dispatch_uid="about_posts")
