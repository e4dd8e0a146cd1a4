"""The addresses of the product with those that it has in development alone."""

from django.urls import path

from config.urls import urlpatterns as of_the_product
from styleguide.mail import mail_sample, mail_samples
from styleguide.views import styleguide

urlpatterns = [
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/mail/", mail_samples, name="mail_samples"),
    path("styleguide/mail/<str:name>/<str:language>/", mail_sample, name="mail_sample"),
    *of_the_product,
]
