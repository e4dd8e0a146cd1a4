from django.urls import path
from django.utils.translation import gettext_lazy as _

from discussions import own, views

app_name = "discussions"
urlpatterns = [
    path("", views.own_board, name="own_board"),
    path("<slug:slug>/", views.board, name="board"),
    path(_("<slug:slug>/new-thread/"), views.new_thread, name="new_thread"),
    path(_("<slug:slug>/search/"), views.search_board, name="search"),
    path("<slug:slug>/<int:pk>/", views.thread, name="thread"),
    path(_("<slug:slug>/post/<int:pk>/"), own.edit_post, name="edit_post"),
    path(_("<slug:slug>/post/<int:pk>/take-back/"), own.withdraw_post, name="withdraw_post"),
]
