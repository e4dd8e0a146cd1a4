from django.db import migrations
from django.utils import timezone


def name_readers(apps, schema_editor):
    """What was shared with trainers was read by whoever trained the cohort: those who do now go on, and nobody else."""
    Share = apps.get_model("journals", "Share")
    ShareReader = apps.get_model("journals", "ShareReader")
    Membership = apps.get_model("cohorts", "Membership")
    trainers = {}
    for place in Membership.objects.filter(role="trainer", left_at=None):
        trainers.setdefault(place.cohort_id, []).append(place.user_id)
    now = timezone.now()
    ShareReader.objects.bulk_create(
        [
            ShareReader(share=share, person_id=person, told_at=now, reads_from=share.shared_at)
            for share in Share.objects.filter(audience="trainers")
            for person in trainers.get(share.cohort_id, ())
            if person != share.author_id
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("journals", "0006_readers"), ("cohorts", "0010_who_reads_from_when")]

    operations = [migrations.RunPython(name_readers, migrations.RunPython.noop)]
