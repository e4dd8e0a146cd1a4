from datetime import timedelta

from django.db import migrations, models


def reckon_ends(apps, schema_editor):
    gatherings = apps.get_model("cohorts", "Gathering").objects.all()
    for gathering in gatherings.iterator():
        gathering.ends_at = gathering.starts_at + timedelta(minutes=gathering.minutes)
        gathering.save(update_fields=["ends_at"])


def reckon_minutes(apps, schema_editor):
    for gathering in apps.get_model("cohorts", "Gathering").objects.all().iterator():
        gathering.minutes = (gathering.ends_at - gathering.starts_at) // timedelta(minutes=1)
        gathering.save(update_fields=["minutes"])


class Migration(migrations.Migration):
    """A gathering has an end in place of a length."""

    dependencies = [
        ("cohorts", "0011_chosen_at"),
    ]

    operations = [
        migrations.AddField("gathering", "ends_at", models.DateTimeField(null=True, verbose_name="ends")),
        migrations.RunPython(reckon_ends, reckon_minutes),
    ]
