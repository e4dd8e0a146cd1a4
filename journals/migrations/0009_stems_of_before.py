"""What was written before can be found as well; and PostgreSQL finds it by an index."""

from django.db import migrations

from content.fields import fill_stems, vectors


class Migration(migrations.Migration):
    dependencies = [("journals", "0008_stems")]
    operations = [
        migrations.RunPython(fill_stems("journals", "Entry"), migrations.RunPython.noop),
        migrations.RunPython(*vectors("journals_entry", "stems")),
    ]
