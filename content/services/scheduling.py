"""What trainers have planned: pages that go live, or are taken down, on a day."""

from datetime import datetime

from django.core.management import call_command
from wagtail.models import Page, Revision


def publish_scheduled(*, now: datetime) -> int:
    """Publish and take down what is due; return how many pages that was. Safe to repeat."""
    due = Page.objects.filter(live=True, expire_at__lt=now).count()
    due += Revision.objects.filter(approved_go_live_at__lt=now).count()
    call_command("publish_scheduled", verbosity=0)
    return due
