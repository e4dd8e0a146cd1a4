"""Every address of the product. Pages of the tree come last, since they match anything."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from wagtail.admin import urls as cms_urls
from wagtail.documents import urls as documents_urls

from accounts.views import resubmit
from cohorts.views import (
    absence,
    answer_invitation,
    calendar,
    invitation,
    join_open,
    leave,
    people,
    renew_feed,
    schedule,
)
from content.views import document, media, preview
from discussions.views import board_reports, open_board, open_gathering, post
from home import views as home
from journals.views.readers import open_left, open_readers
from journals.views.sharing import open_dialogue
from journals.views.writing import letter
from notices.views import choose, notices, open_notice, stop_mail
from styleguide.mail import mail_sample, mail_samples
from styleguide.views import styleguide

urlpatterns = [
    path("", home.root, name="root"),
    path("healthz", home.healthz, name="healthz"),
    path("readyz", home.readyz, name="readyz"),
    path("robots.txt", home.robots, name="robots"),
    path(".well-known/security.txt", home.security_contact, name="security_contact"),
    path("preview/", preview, name="preview"),
    path("language/", home.set_language, name="set_language"),
    path("post/<row:pk>/", post, name="post"),
    path("board/<slug:slug>/", open_board, name="board"),
    path("gathering/<row:pk>/", open_gathering, name="gathering"),
    path("reports/<slug:slug>/", board_reports, name="reports"),
    path("letter/<uuid:key>/", letter, name="letter"),
    path("dialogue/<row:pk>/", open_dialogue, name="dialogue"),
    path("left/", open_left, name="left"),
    path("readers/", open_readers, name="readers"),
    path("invitation/<row:pk>/", answer_invitation, name="answer_invitation"),
    path("name/", home.say_name, name="name"),
    path("calendar/<str:token>.ics", calendar, name="calendar"),
    path("self-study/<slug:slug>/", join_open, name="join_open"),
    path("notice/<row:pk>/", open_notice, name="open_notice"),
    path("mail/stop/<str:token>/", stop_mail, name="stop_mail"),
    path("accounts/resubmit/<uuid:token>/", resubmit, name="resubmit"),
    path("accounts/change/<str:token>/", home.account_change, name="account_change"),
    path("accounts/second-factor/", home.second_factor, name="second_factor"),
    path("accounts/proof/", home.proof, name="proof"),
    path("accounts/proof/<str:token>/", home.proof_by_mail, name="proof_by_mail"),
    path("accounts/recovery-phrase/", home.recovery_phrase, name="recovery_phrase"),
    path("accounts/", include("allauth.urls")),
    # One door: the CMS has no sign-in of its own, so that a second factor cannot be walked around.
    path("cms/login/", home.cms_login, name="cms_login"),
    path("cms/", include(cms_urls)),
    # Also with a web server in front: who may have a picture or a file is asked here.
    re_path(r"^media/(?P<name>(?:images|original_images|avatar_images)/[\w-][\w.-]*)$", media, name="media"),
    re_path(r"^documents/(\d+)/(.*)$", document, name="wagtaildocs_serve"),
    path("documents/", include(documents_urls)),
]

if settings.DEBUG:
    urlpatterns += [
        path("styleguide/", styleguide, name="styleguide"),
        path("styleguide/mail/", mail_samples, name="mail_samples"),
        path("styleguide/mail/<str:name>/<str:language>/", mail_sample, name="mail_sample"),
    ]

urlpatterns += i18n_patterns(
    path(_("search/"), home.search, name="search"),
    path(_("journal/"), include("journals.urls")),
    path(_("cohort/<slug:slug>/people/"), people, name="people"),
    path(_("cohort/<slug:slug>/leave/"), leave, name="leave"),
    path(_("cohort/<slug:slug>/schedule/"), schedule, name="schedule"),
    path(_("cohort/<slug:slug>/schedule/calendar/"), renew_feed, name="renew_feed"),
    path(_("cohort/<slug:slug>/gathering/<row:pk>/absence/"), absence, name="absence"),
    path(_("cohort/"), include("discussions.urls")),
    path(_("invitation/<slug:token>/"), invitation, name="invitation"),
    path(_("notices/"), notices, name="notices"),
    path(_("notices/mail/"), choose, name="mail_choice"),
    path(_("me/"), home.profile, name="profile"),
    path(_("me/data/"), home.your_data, name="your_data"),
    path(_("me/data/<row:pk>/"), home.download_export, name="download_export"),
    path(_("me/leave/"), home.leave_site, name="leave_site"),
    # Wagtail's own patterns hold a second sign-in, so only its page view is taken from there.
    re_path(r"^(?P<path>(?:[\w\-]+/)*)$", home.serve_page, name="wagtail_serve"),
)
