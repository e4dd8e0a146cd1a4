from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from desk import people, views

urlpatterns = (
    [
        path("", views.desk, name="desk"),
        path("<slug:slug>/", views.matrix, name="matrix"),
        path("<slug:slug>/people/", people.people, name="people"),
        path("<slug:slug>/people/<int:pk>/renew/", people.renew, name="renew"),
        path("<slug:slug>/people/<int:pk>/withdraw/", people.withdraw, name="withdraw"),
        path("<slug:slug>/quiz/<uuid:step_key>/", views.item_table, name="items"),
    ],
    "desk",
)


@hooks.register("register_admin_urls")
def desk_urls():
    return [path("desk/", include(urlpatterns))]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return MenuItem(_("My cohorts"), reverse("desk:desk"), name="desk", icon_name="group", order=90)
