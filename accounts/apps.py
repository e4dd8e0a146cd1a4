from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig

# Known from here on: addresses of rooms are read while other apps get ready.
from accounts import converters  # noqa: F401


class AccountsConfig(AppConfig):
    # There are two here.
    default = True
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts import receivers  # noqa: F401  # They listen once they are known.


class CmsUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with our person's fields, and groups that the code knows left in place."""

    user_viewset = "accounts.viewsets.UserViewSet"
    group_viewset = "accounts.viewsets.GroupViewSet"
