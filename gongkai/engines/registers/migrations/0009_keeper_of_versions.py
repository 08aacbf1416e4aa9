import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organs', '0002_no_overlap'),
        ('registers', '0008_keeper_filled'),
    ]

    operations = [
        migrations.AlterField(
            model_name='entryversion',
            name='organ',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ'),
        ),
        migrations.RemoveField(
            model_name='registerentry',
            name='organ',
        ),
        migrations.AddIndex(
            model_name='adjustment',
            index=models.Index(condition=models.Q(('other__isnull', False)), fields=['other'], name='adjustment_of_other'),
        ),
        migrations.AddIndex(
            model_name='entryversion',
            index=models.Index(fields=['organ', 'register', 'key'], name='entry_version_of_organ'),
        ),
    ]
