"""Verbs of a person's copy of her data: asked for, made behind the page, fetched by her alone, deleted after a week."""

import logging
from datetime import datetime, timedelta
from functools import partial
from tempfile import TemporaryFile

from django.core.files import File
from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import override

from accounts.models import AccountEvent, User
from accounts.services import log_event
from home.exports import write_export
from home.models import PersonalExport
from notices.services import enqueue_on_commit, write_mail
from notices.tasks import BACKEND

logger = logging.getLogger(__name__)

# A copy that is so young, or still being made, is the one that is meant when somebody asks again.
STILL_NEW = timedelta(minutes=10)


@transaction.atomic
def request_export(*, person: User, by: User) -> PersonalExport:
    """Have a copy made of all that is kept of a person, and return it; she gets a mail when it is ready.

    Only she can fetch it, whoever asked. Asked for again in the same minutes it is made once.
    """
    User.objects.select_for_update().get(pk=person.pk)
    recent = PersonalExport.objects.filter(person=person, failed_at=None)
    found = recent.filter(requested_at__gte=timezone.now() - STILL_NEW).first()
    if found:
        return found
    export = PersonalExport.objects.create(person=person, requested_by=by)
    log_event(person=person, by=by, kind=AccountEvent.Kind.EXPORT_REQUESTED)
    enqueue_on_commit(enqueue=partial(make_export.enqueue, pk=export.pk), task=make_export)
    return export


@task(backend=BACKEND)
def make_export(*, pk: int) -> None:
    """Make a copy that was asked for. One that cannot be made says so on the page, and can be asked for again."""
    export = PersonalExport.objects.filter(pk=pk, ready_at=None).select_related("person").first()
    if export is None:
        return
    try:
        build_export(export=export)
    except Exception:
        logger.exception("The copy of data %s could not be made.", pk)
        PersonalExport.objects.filter(pk=pk).update(failed_at=timezone.now())


def build_export(*, export: PersonalExport) -> None:
    """Write a copy into its file, and tell its owner."""
    person = export.person
    with TemporaryFile() as written, override(person.language):
        write_export(person, written, person.language)
        written.seek(0)
        export.file.save("gnista.zip", File(written), save=False)
    export.ready_at = timezone.now()
    export.save(update_fields=["file", "ready_at"])
    write_mail(to=person.email, language=person.language, template="export", context={"export": export})


def note_download(*, export: PersonalExport, by: User) -> None:
    """Note that a copy was fetched."""
    log_event(person=export.person, by=by, kind=AccountEvent.Kind.EXPORT_DOWNLOADED)


def forget_exports(*, now: datetime, days: int) -> int:
    """Delete copies that were asked for so many days ago, with their files, and return how many those were."""
    return _delete(list(PersonalExport.objects.filter(requested_at__lte=now - timedelta(days=days))))


def forget_exports_of(*, person: User) -> int:
    """Delete all copies of a person's data, with their files, and return how many those were."""
    return _delete(list(PersonalExport.objects.filter(person=person)))


def _delete(exports: list[PersonalExport]) -> int:
    for export in exports:
        export.file.delete(save=False)
        export.delete()
    return len(exports)
