from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from desk.views import cohorts, gatherings, members, messages, people, schedule, starting

urlpatterns = (
    [
        path("", cohorts.desk, name="desk"),
        path("start/", starting.start, name="start"),
        path("<slug:slug>/", cohorts.matrix, name="matrix"),
        path("<slug:slug>/now/", cohorts.now, name="now"),
        path("<slug:slug>/write/", messages.write, name="write"),
        path("<slug:slug>/settings/", cohorts.settings, name="settings"),
        path("<slug:slug>/people/<row:pk>/", members.person, name="person"),
        path("<slug:slug>/people/", people.people, name="people"),
        path("<slug:slug>/people/remind/", people.remind, name="remind"),
        path("<slug:slug>/people/<row:pk>/renew/", people.renew, name="renew"),
        path("<slug:slug>/people/<row:pk>/withdraw/", people.withdraw, name="withdraw"),
        path("<slug:slug>/schedule/", schedule.schedule, name="schedule"),
        path("<slug:slug>/schedule/own/<row:pk>/", schedule.forget_own_day, name="forget_own_day"),
        path("<slug:slug>/schedule/gathering/<row:pk>/", gatherings.gathering, name="gathering"),
        path("<slug:slug>/quiz/<uuid:step_key>/", cohorts.item_table, name="items"),
    ],
    "desk",
)


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    return [path("desk/", include(urlpatterns))]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return MenuItem(_("My cohorts"), reverse("desk:desk"), name="desk", icon_name="group", order=90)
