import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A conversation may belong to a gathering."""

    dependencies = [
        ("cohorts", "0013_gatherings_that_people_hear_of"),
        ("discussions", "0015_following_by_taking_part"),
    ]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="gathering",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="thread",
                to="cohorts.gathering",
                verbose_name="gathering",
            ),
        ),
    ]
