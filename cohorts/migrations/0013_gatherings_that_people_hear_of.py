import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A gathering keeps what people and calendars are told of it, and a plan that it changed."""

    dependencies = [
        ("cohorts", "0012_ends_of_gatherings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField("gathering", "minutes"),
        migrations.AlterField("gathering", "ends_at", models.DateTimeField(verbose_name="ends")),
        migrations.AddField(
            "gathering", "sequence", models.PositiveIntegerField(default=0, editable=False, verbose_name="changes")
        ),
        migrations.AddField(
            "gathering",
            "changed_at",
            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="last changed"),
        ),
        migrations.AddField(
            "gathering", "reason", models.CharField(blank=True, default="", max_length=300, verbose_name="why"), False
        ),
        migrations.AddField(
            "gathering",
            "cancelled_at",
            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="cancelled"),
        ),
        migrations.AddField(
            "gathering",
            "reminded_at",
            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reminded of"),
        ),
        migrations.AddConstraint(
            "gathering",
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="ends_after_it_begins"
            ),
        ),
        migrations.AddField(
            "cohort",
            "plan_sequence",
            models.PositiveIntegerField(default=0, editable=False, verbose_name="changes of the plan"),
        ),
        migrations.AddField(
            "cohort",
            "planned_at",
            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="plan changed"),
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="said")),
                (
                    "gathering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="cohorts.gathering",
                        verbose_name="gathering",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={"verbose_name": "absence", "verbose_name_plural": "absences", "ordering": ["noted_at", "pk"]},
        ),
        migrations.AddConstraint(
            "absence",
            models.UniqueConstraint(fields=("gathering", "user"), name="one_absence_from_a_gathering"),
        ),
    ]
