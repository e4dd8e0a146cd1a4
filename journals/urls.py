from django.urls import path

from journals import views

app_name = "journals"
urlpatterns = [
    path("", views.journal, name="journal"),
    path("<int:pk>/", views.versions, name="versions"),
    path("<int:pk>/<int:number>/", views.restore, name="restore"),
]
