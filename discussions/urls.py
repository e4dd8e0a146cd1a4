from django.urls import path
from django.utils.translation import gettext_lazy as _

from discussions import views

app_name = "discussions"
urlpatterns = [
    path("", views.own_board, name="own_board"),
    path("<slug:slug>/", views.board, name="board"),
    path(_("<slug:slug>/new-thread/"), views.new_thread, name="new_thread"),
    path("<slug:slug>/<int:pk>/", views.thread, name="thread"),
]
