"""PostgreSQL finds the pages of courses by an index. Upkeep makes the stems of pages that were there before."""

from django.db import migrations

from content.fields import vectors

TABLES = ("courses_coursepage", "courses_modulepage", "courses_step")


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_stems")]
    operations = [migrations.RunPython(*vectors(table, "title_stems", "stems")) for table in TABLES]
