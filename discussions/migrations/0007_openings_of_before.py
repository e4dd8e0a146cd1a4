from django.db import migrations


def mark_openings(apps, schema_editor):
    """What was said first in a free thread opens it."""
    Thread = apps.get_model("discussions", "Thread")
    Post = apps.get_model("discussions", "Post")
    firsts = []
    for thread in Thread.objects.filter(step_key=None).iterator():
        first = Post.objects.filter(thread=thread, parent=None).order_by("posted_at", "pk").first()
        if first:
            firsts.append(first.pk)
    Post.objects.filter(pk__in=firsts).update(is_opening=True)


class Migration(migrations.Migration):
    dependencies = [("discussions", "0006_boards")]

    operations = [migrations.RunPython(mark_openings, migrations.RunPython.noop)]
