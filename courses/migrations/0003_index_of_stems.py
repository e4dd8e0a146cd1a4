"""PostgreSQL finds the steps of courses by an index. Upkeep makes the stems of pages that were there before."""

from django.db import migrations

from content.fields import index_stems


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_stems")]
    operations = [migrations.RunPython(*index_stems("courses_step", "stems_of_steps"))]
