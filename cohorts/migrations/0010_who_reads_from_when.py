from django.db import migrations, models
from django.db.models import F
from django.utils import timezone


def note_since_when(apps, schema_editor):
    """Nobody knows any more when roles changed: they are taken to be as old as the places."""
    apps.get_model("cohorts", "Membership").objects.update(role_since=F("joined_at"))


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0009_asked_and_deleted")]

    operations = [
        migrations.AddField(
            model_name="cohort",
            name="opened_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="opened for self-study"),
        ),
        migrations.AddField(
            model_name="membership",
            name="joined_by_self",
            field=models.BooleanField(default=False, editable=False, verbose_name="joined for self-study"),
        ),
        migrations.AddField(
            model_name="membership",
            name="reads_from",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reads the board from"),
        ),
        migrations.AddField(
            model_name="membership",
            name="role_since",
            field=models.DateTimeField(default=timezone.now, editable=False, verbose_name="in this role since"),
        ),
        migrations.RunPython(note_since_when, migrations.RunPython.noop),
    ]
