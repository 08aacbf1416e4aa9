from typing import Any

from django.db import migrations, models
from django.db.models import F


def copy_due(apps: Any, editor: Any) -> None:  # noqa: ARG001 — Django's signature
    """What ended and was not taken up anew ended by the last day it still has; `gongkai recompute` sees to the rest."""
    ended = apps.get_model("casework", "Case").objects.exclude(ended_on=None)
    ended.filter(open=False, due_on__isnull=False).update(ended_due_on=F("due_on"))


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0003_reopening'),
        ('organs', '0002_no_overlap'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='ended_due_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(copy_due, migrations.RunPython.noop),
    ]
