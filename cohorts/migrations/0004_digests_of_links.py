from hashlib import sha256

from django.db import migrations, models

import cohorts.models.invitations


def keep_digests(apps, schema_editor):
    """Links that were sent go on working, and can no longer be read out of the database."""
    Invitation = apps.get_model("cohorts", "Invitation")
    for invitation in Invitation.objects.iterator():
        invitation.digest = sha256(invitation.digest.encode()).hexdigest()
        invitation.save(update_fields=["digest"])


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0003_plans")]

    operations = [
        migrations.RenameField(model_name="invitation", old_name="token", new_name="digest"),
        migrations.AlterField(
            model_name="invitation",
            name="digest",
            field=models.CharField(
                default=cohorts.models.invitations.unknown_digest,
                max_length=64,
                unique=True,
                verbose_name="digest of the link",
            ),
        ),
        # There is no way back: a link cannot be read out of its digest.
        migrations.RunPython(keep_digests, elidable=True),
    ]
