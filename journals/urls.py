from django.urls import path
from django.utils.translation import gettext_lazy as _

from journals.views import looking_back, readers, sharing, writing

app_name = "journals"
urlpatterns = [
    path("", looking_back.journal, name="journal"),
    path(_("new/"), writing.new, name="new"),
    path(_("new/<uuid:key>/"), writing.write, name="write"),
    path(_("take-home/"), looking_back.take_home, name="take_home"),
    path(_("bin/"), looking_back.thrown_away, name="bin"),
    path(_("shared/"), sharing.dialogues, name="dialogues"),
    path(_("shared/<row:pk>/"), sharing.dialogue, name="dialogue"),
    path(_("shared/<row:pk>/take-back/"), sharing.withdraw, name="withdraw"),
    path(_("shared/<row:pk>/later/"), readers.later, name="later"),
    path(_("shared/<row:pk>/keep-open/"), readers.keep_open, name="keep_open"),
    path(_("readers/"), readers.shares, name="shares"),
    path(_("readers/<row:pk>/refuse/"), readers.refuse, name="refuse"),
    path(_("left/"), readers.left, name="left"),
    path(_("left/take-back/"), readers.take_back, name="take_back"),
    path("<uuid:key>/", writing.entry, name="entry"),
    path(_("<uuid:key>/note/"), writing.note, name="note"),
    path(_("<uuid:key>/then-and-now/"), writing.then_and_now, name="then_and_now"),
    path(_("<uuid:key>/versions/"), looking_back.versions, name="versions"),
    path(_("<uuid:key>/versions/<row:number>/"), looking_back.version, name="version"),
    path(_("<uuid:key>/share/"), sharing.share, name="share"),
    path(_("<uuid:key>/throw-away/"), looking_back.throw_away, name="throw_away"),
    path(_("<uuid:key>/bring-back/"), looking_back.bring_back, name="bring_back"),
    path(_("<uuid:key>/delete/"), looking_back.destroy, name="destroy"),
]
