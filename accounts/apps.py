from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")


class CmsUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with our person's fields."""

    user_viewset = "accounts.viewsets.UserViewSet"
