
from django.db import migrations, models


class Migration(migrations.Migration):
    """What people are told of gatherings, and whether they want it by mail."""

    dependencies = [
        ('notices', '0008_readers_and_trainers'),
    ]

    operations = [
        migrations.AddField(
            model_name='mailchoice',
            name='gatherings',
            field=models.BooleanField(default=True, verbose_name='mail about gatherings'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('reply', 'answered you'), ('shared', 'shared a text with you'), ('remark', 'said something about a shared text'), ('letter', 'A letter from yourself has come back'), ('mention', 'mentioned you'), ('answer', 'answered what you asked'), ('post', 'wrote in a thread that you follow'), ('thread', 'started a thread'), ('announcement', 'has an announcement'), ('report', 'A post was reported'), ('opened', 'found out your name in a thread without names'), ('hidden', 'hid your post'), ('reader', 'has become a trainer and will soon read what you shared, unless you say no'), ('trainer', 'is a trainer here now'), ('self_study', 'opened the cohort for self-study: others may join and read what is written now'), ('gathering', 'has arranged a gathering'), ('gathering_changed', 'has changed a gathering'), ('gathering_cancelled', 'has cancelled a gathering'), ('gathering_soon', 'A gathering is soon')], max_length=20, verbose_name='kind'),
        ),
    ]
