from django.urls import path
from django.utils.translation import gettext_lazy as _

from discussions import views

app_name = "discussions"
urlpatterns = [
    path("", views.own_board, name="own_board"),
    path("<slug:slug>/", views.board, name="board"),
    path(_("<slug:slug>/new-thread/"), views.new_thread, name="new_thread"),
    path(_("<slug:slug>/search/"), views.search_board, name="search"),
    path(_("<slug:slug>/read/"), views.mark_read, name="mark_read"),
    path(_("<slug:slug>/follow/"), views.follow_board, name="follow_board"),
    path(_("<slug:slug>/draft/"), views.draft, name="draft"),
    path(_("<slug:slug>/names/"), views.names, name="names"),
    path(_("<slug:slug>/reports/"), views.reports, name="reports"),
    path(_("<slug:slug>/file/<row:pk>/"), views.file, name="file"),
    path(_("<slug:slug>/gathering/<row:pk>/"), views.gathering, name="gathering"),
    path("<slug:slug>/<row:pk>/", views.thread, name="thread"),
    path(_("<slug:slug>/<row:pk>/follow/"), views.follow_thread, name="follow_thread"),
    path(_("<slug:slug>/<row:pk>/arrange/"), views.arrange, name="arrange"),
    path(_("<slug:slug>/<row:pk>/split/"), views.split_thread, name="split"),
    path(_("<slug:slug>/<row:pk>/question/"), views.turn, name="turn"),
    path(_("<slug:slug>/post/<row:pk>/"), views.edit_post, name="edit_post"),
    path(_("<slug:slug>/post/<row:pk>/take-back/"), views.withdraw_post, name="withdraw_post"),
    path(_("<slug:slug>/post/<row:pk>/helped/"), views.helped, name="helped"),
    path(_("<slug:slug>/post/<row:pk>/later/"), views.later, name="later"),
    path(_("<slug:slug>/post/<row:pk>/report/"), views.report_post, name="report"),
    path(_("<slug:slug>/post/<row:pk>/hide/"), views.hide_post, name="hide"),
    path(_("<slug:slug>/post/<row:pk>/show/"), views.show_post, name="show"),
    path(_("<slug:slug>/post/<row:pk>/settle/"), views.settle, name="settle"),
    path(_("<slug:slug>/post/<row:pk>/move/"), views.move_post, name="move"),
    path(_("<slug:slug>/post/<row:pk>/name/"), views.open_name, name="open_name"),
]
