"""What was said before can be found as well."""

import unicodedata

from django.db import migrations


def fold(apps, schema_editor):
    posts = apps.get_model("discussions", "Post").objects
    for post in posts.filter(folded="").exclude(source="").iterator(chunk_size=500):
        posts.filter(pk=post.pk).update(folded=unicodedata.normalize("NFC", post.source).casefold())


class Migration(migrations.Migration):
    dependencies = [("discussions", "0004_words")]
    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
