"""What was said before can be found as well."""

from django.db import migrations

from content.text import folded


def fold(apps, schema_editor):
    posts = apps.get_model("discussions", "Post").objects
    for post in posts.filter(folded="").exclude(source="").iterator(chunk_size=500):
        posts.filter(pk=post.pk).update(folded=folded(post.source))


class Migration(migrations.Migration):
    dependencies = [("discussions", "0004_words")]
    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
