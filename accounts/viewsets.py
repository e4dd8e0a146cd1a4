"""People in the CMS: a site manager makes accounts here; the person signs in with a code by mail."""

from typing import Any

from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from accounts.forms import CmsUserCreationForm, CmsUserEditForm


class UserViewSet(WagtailUserViewSet):
    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return CmsUserEditForm if for_update else CmsUserCreationForm
