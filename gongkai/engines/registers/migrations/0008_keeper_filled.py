from django.db import migrations

# 维护机关 stood on the entry; every version so far was kept by that organ.
FORWARD = """
    UPDATE registers_entryversion SET organ_id = (
        SELECT entry.organ_id FROM registers_registerentry AS entry WHERE entry.id = registers_entryversion.entry_id
    )
"""
# An entry has one organ again: the one that kept it last.
BACKWARD = """
    UPDATE registers_registerentry SET organ_id = (
        SELECT version.organ_id FROM registers_entryversion AS version WHERE version.entry_id = registers_registerentry.id
        ORDER BY version.number DESC LIMIT 1
    )
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0007_keeper'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
