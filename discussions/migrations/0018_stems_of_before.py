"""What was said, named and sent before can be found as well; and PostgreSQL finds it by an index."""

from django.db import migrations

from content.fields import fill_stems, index_stems


class Migration(migrations.Migration):
    dependencies = [("discussions", "0017_stems")]
    operations = [
        migrations.RunPython(fill_stems("discussions", "Post", "Thread", "Attachment"), migrations.RunPython.noop),
        migrations.RunPython(*index_stems("discussions_post", "stems_of_posts")),
        migrations.RunPython(*index_stems("discussions_attachment", "stems_of_attachments")),
    ]
