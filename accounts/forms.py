from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import GroupForm, UserCreationForm, UserEditForm

from accounts.groups import KNOWN
from accounts.models import User
from accounts.resubmission import Resubmittable

PERSON_FIELDS = ["email", "name", "language", "unit", "organisation"]


def field_of[Kind: forms.Field](form: forms.BaseForm, name: str, kind: type[Kind]) -> Kind:
    """A field of a form, as the kind that it is declared as."""
    field = form.fields[name]
    assert isinstance(field, kind)
    return field


def offer(form: forms.BaseForm, name: str, rows: QuerySet[Any], label: Callable[[Any], str] = str) -> None:
    """Let a field choose among rows, each under its label."""
    field = field_of(form, name, forms.ModelChoiceField)
    field.queryset = rows
    setattr(field, "label_from_instance", label)  # noqa: B010


class OwnFieldsForm(forms.ModelForm):
    """A form that saves what it shows and nothing else, so that what another page changes in the same moment stands."""

    def save(self, commit: bool = True) -> Any:
        self.instance.save(update_fields=self._meta.fields)
        return self.instance


class ProfileForm(Resubmittable, OwnFieldsForm):
    """What a person says about herself."""

    resubmits = True

    class Meta:
        model = User
        fields = ["name", "unit", "language"]
        help_texts = {
            "name": _("As colleagues in your cohort know you."),
            "unit": _("Where you work, such as home care north."),
        }


class NameForm(Resubmittable, forms.ModelForm):
    """What somebody is called; `accounts.services.name_person` writes it."""

    resubmits = True

    class Meta:
        model = User
        fields = ["name"]
        help_texts = {"name": _("As colleagues in your cohort know you.")}


class ErasureForm(Resubmittable, forms.Form):
    """What becomes of the texts of somebody's posts when her account is erased."""

    # Nothing that erases waits to be sent once more.
    resubmits = False
    texts = forms.ChoiceField(
        label=_("The texts of your posts"),
        choices=[
            ("remove", _("Remove them. Only “A former member” and the answers of others stay.")),
            ("keep", _("Keep them, without your name. Files go all the same, since they may hold your name.")),
        ],
        initial="remove",
        widget=forms.RadioSelect,
    )

    @property
    def keeps_texts(self) -> bool:
        return self.cleaned_data["texts"] == "keep"


class AddressForm(Resubmittable, forms.Form):
    """A new address for somebody else's account."""

    # Drawn by the CMS, and asks for a change of somebody's account.
    resubmits = False
    email = forms.EmailField(label=_("New e-mail address"), max_length=254)


class PhraseForm(Resubmittable, forms.Form):
    """The recovery phrase of somebody whose journal is closed."""

    # A phrase is a secret, and waits nowhere.
    resubmits = False
    phrase = forms.CharField(
        label=_("Recovery phrase"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Six groups of four signs. Capital letters and blanks do not matter."),
    )


class CmsUserCreationForm(Resubmittable, UserCreationForm):
    # Drawn by the CMS, and makes accounts.
    resubmits = False
    first_name = None
    last_name = None

    class Meta(UserCreationForm.Meta):
        fields = [*PERSON_FIELDS, "is_superuser", "groups"]


class CmsUserEditForm(Resubmittable, UserEditForm):
    """Everything but the address: a new one holds when its owner has been told (`home.views.changes`)."""

    # Drawn by the CMS, and gives rights.
    resubmits = False
    first_name = None
    last_name = None
    email = None

    class Meta(UserEditForm.Meta):
        fields = [*PERSON_FIELDS[1:], "is_superuser", "groups"]


class CmsGroupForm(Resubmittable, GroupForm):
    """A group that the code knows keeps its name, or the rights in it would be nobody's to take away."""

    # Drawn by the CMS, and gives rights.
    resubmits = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.name in KNOWN:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _("The product knows this group by its name, which stays.")
