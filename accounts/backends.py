from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from accounts.models import User


class AuthenticationBackend(AllauthBackend):
    """allauth's sign-in with fewer queries: rights come by groups alone, and the CMS's profile with the person."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def _get_user_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.none()
