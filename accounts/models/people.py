"""Who you are: a person with an e-mail address as login, and the organisation she works in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, Permission, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.groups import FORBIDDEN


class Organisation(models.Model):
    """A municipality or another employer."""

    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserQuerySet(models.QuerySet["User"]):
    def trusted(self) -> "UserQuerySet":
        """Those who work with what is of others: site managers, and whoever may enter the CMS, as trainers do."""
        inside = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
        groups = Group.objects.filter(permissions__in=inside)
        return self.filter(models.Q(is_superuser=True) | models.Q(groups__in=groups)).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]  # mypy knows no such base.
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person; without a password she signs in with a code by mail.

        Raises ValueError when the address is empty.
        """
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make somebody who manages the site. Her address counts as hers: whoever does this has the server, and perhaps
        no mail yet.
        """
        user = self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})
        user.emailaddress_set.create(  # type: ignore[attr-defined]  # By allauth.
            email=user.email, verified=True, primary=True
        )
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Her language is the one she reads the site in.

    Nobody is deleted: whoever leaves for good is erased (docs/decisions/0012), and her row stays without a name, so
    that what others said to her stays in its place. While `sealed_at` is set, what she wrote for herself alone is
    closed until she proves who she is (docs/decisions/0014).
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    # Whether she has said it herself; until then it is as somebody else wrote it, or a guess.
    has_chosen_name = models.BooleanField(_("has said her name"), default=False, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="sv")
    unit = models.CharField(_("unit"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    seen_on = models.DateField(_("last seen"), null=True, blank=True, editable=False)
    erases_on = models.DateField(_("is erased on"), null=True, blank=True, editable=False)
    erasure_keeps_texts = models.BooleanField(_("posts keep their text"), default=False, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)
    sealed_at = models.DateTimeField(_("own texts closed"), null=True, blank=True, editable=False)
    recovery_digest = models.CharField(_("digest of the recovery phrase"), max_length=64, blank=True, editable=False)
    second_factor_from = models.DateField(_("second factor needed from"), null=True, blank=True, editable=False)

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        default_permissions = ("add", "change", "view")
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_case_insensitive")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return gettext("A former member") if self.erased_at else self.name

    def get_short_name(self) -> str:
        name = self.get_full_name()
        return name if self.erased_at else name.split(" ")[0] if name else self.email

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """As Django's, save for what nobody may do, not even a site manager, such as deleting people: every way to it
        in the CMS asks here.
        """
        return perm not in FORBIDDEN and super().has_perm(perm, obj)

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def display_name(user: User) -> str:
    """How allauth's pages and mails call a person."""
    return str(user)
