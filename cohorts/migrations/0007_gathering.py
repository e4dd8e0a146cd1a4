import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A cohort's own date is a gathering: the word meeting is for the creative meetings that coaches lead."""

    dependencies = [("cohorts", "0006_people_are_never_deleted")]

    operations = [
        migrations.RenameModel("Meeting", "Gathering"),
        migrations.AlterModelOptions(
            "gathering",
            {"ordering": ["starts_at", "pk"], "verbose_name": "gathering", "verbose_name_plural": "gatherings"},
        ),
        migrations.AlterField(
            "gathering",
            "cohort",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="gatherings",
                to="cohorts.cohort",
                verbose_name="cohort",
            ),
        ),
    ]
