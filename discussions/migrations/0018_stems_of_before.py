"""What was said, named and sent before can be found as well; PostgreSQL finds it by an index."""

from django.db import migrations

from content.fields import fill_stems, vectors


class Migration(migrations.Migration):
    dependencies = [("discussions", "0017_stems")]
    operations = [
        migrations.RunPython(fill_stems("discussions", "Post", "Thread", "Attachment"), migrations.RunPython.noop),
        migrations.RunPython(*vectors("discussions_post", "stems")),
        migrations.RunPython(*vectors("discussions_thread", "stems")),
        migrations.RunPython(*vectors("discussions_attachment", "stems")),
    ]
