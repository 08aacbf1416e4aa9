import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organs', '0002_no_overlap'),
        ('registers', '0006_adopting'),
    ]

    operations = [
        migrations.AddField(
            model_name='adjustment',
            name='other',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ'),
        ),
        migrations.AddField(
            model_name='entryversion',
            name='organ',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ'),
        ),
        # 维护机关 leaves the entry two steps later; the way back finds a column it may fill.
        migrations.AlterField(
            model_name='registerentry',
            name='organ',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ'),
        ),
    ]
