"""People and groups in the CMS: a site manager makes accounts here; the person signs in with a code by mail.

Nobody is deleted here. Whoever leaves for good is erased, which has a page of its own (`home.views.people`).
"""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.urls import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views import groups, users

from accounts.forms import CmsGroupForm, CmsUserCreationForm, CmsUserEditForm
from accounts.groups import KNOWN
from accounts.models import Organisation, User
from accounts.reauthentication import RecentlyAuthenticated


class IndexView(users.IndexView):
    """Everybody but those whose account is erased."""

    search_fields = ("name", "email", "unit")

    def get_base_queryset(self) -> QuerySet[User]:
        return super().get_base_queryset().filter(erased_at=None)

    @cached_property
    def columns(self) -> list[Column]:
        """Without boxes for doing something with many people at once."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class CreateView(RecentlyAuthenticated, users.CreateView):
    pass


class EditView(RecentlyAuthenticated, users.EditView):
    def get_queryset(self) -> QuerySet[User]:
        return User.objects.filter(erased_at=None)


class UserViewSet(users.UserViewSet):
    index_view_class = IndexView
    add_view_class = CreateView
    edit_view_class = EditView

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return CmsUserEditForm if for_update else CmsUserCreationForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]


class GroupCreateView(RecentlyAuthenticated, groups.CreateView):
    pass


class GroupEditView(RecentlyAuthenticated, groups.EditView):
    @property
    def can_delete(self) -> bool:
        return self.object.name not in KNOWN and super().can_delete


class GroupDeleteView(RecentlyAuthenticated, groups.DeleteView):
    """Without groups that the code knows by name: those who are in them would lose their rights unseen."""

    def get_queryset(self) -> QuerySet[Group]:
        return Group.objects.exclude(name__in=KNOWN)


class GroupViewSet(groups.GroupViewSet):
    """Groups give rights, so whoever touches them proves again who she is."""

    add_view_class = GroupCreateView
    edit_view_class = GroupEditView
    delete_view_class = GroupDeleteView

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return CmsGroupForm


class OrganisationViewSet(ModelViewSet):
    """Organisations are made and renamed. None is deleted: people and cohorts belong to it."""

    model = Organisation
    icon = "home"
    menu_label = _("Organisations")
    menu_order = 210
    add_to_settings_menu = True
    inspect_view_enabled = False
    copy_view_enabled = False
    list_display = ("name",)
    search_fields = ("name",)
    search_backend_name = None
    form_fields = ("name",)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
