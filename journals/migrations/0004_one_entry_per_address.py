from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("journals", "0003_addresses_of_entries")]

    operations = [
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('author', 'key'), name='one_entry_per_address'),
        ),
    ]
