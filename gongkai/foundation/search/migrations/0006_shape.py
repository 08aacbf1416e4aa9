"""Each wording says of what shape the entries are that it counts: an upgrade renews the index bit by bit."""

from django.db import migrations, models

# What was counted so far was counted for the entries that stand here.
COUNTED = "UPDATE search_searchwording SET shape = coalesce((SELECT max(seg_version) FROM search_searchentry), '')"


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0005_one_plan'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='searchwording',
            name='search_wording_once',
        ),
        migrations.AddField(
            model_name='searchwording',
            name='shape',
            field=models.CharField(db_index=True, default='', max_length=40, verbose_name='形制'),
        ),
        migrations.AddConstraint(
            model_name='searchwording',
            constraint=models.UniqueConstraint(fields=('text', 'kind', 'shape'), name='search_wording_once_a_shape'),
        ),
        migrations.RunSQL(COUNTED, migrations.RunSQL.noop),
    ]
