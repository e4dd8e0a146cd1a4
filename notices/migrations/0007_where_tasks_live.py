"""Mail that waits while a new release is put in place goes out with it: the task has moved to `notices.tasks`."""

from django.db import migrations

OLD, NEW = "notices.urgent.mail_notices", "notices.tasks.mail_notices"


def move(apps, schema_editor):
    apps.get_model("django_tasks_database", "DBTaskResult").objects.filter(task_path=OLD).update(task_path=NEW)


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0006_people_are_never_deleted"),
        ("django_tasks_database", "0001_initial"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
