from typing import Any

from django.db import migrations, models


def _tell(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 — as Django calls it
    """What was released before its reviews until now, too, is on the public list."""
    notices = apps.get_model("publishing", "ChangeNotice").objects
    urgent = apps.get_model("publishing", "UrgentRelease").objects
    for release in urgent.select_related("edition").filter(edition__leaf__isnull=False):
        edition = release.edition
        told = {"at": release.at, "organ_id": edition.organ_id, "record_id": edition.record_id, "edition": edition}
        if not notices.filter(leaf=edition.leaf).update(urgent=True):
            notices.create(leaf=edition.leaf, kind="urgent", urgent=True, **told)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0005_over_time")]

    operations = [
        migrations.AddField(
            model_name="changenotice", name="urgent", field=models.BooleanField(default=False)
        ),
        migrations.AlterField(
            model_name="changenotice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("corrected", "更正"), ("withdrawn", "撤回"), ("late", "逾期公开"), ("urgent", "紧急发布"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="changenotice",
            index=models.Index(fields=["-leaf"], condition=models.Q(urgent=True), name="change_urgent"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["origin", "record"], condition=models.Q(origin__isnull=False), name="edition_passed"
            ),
        ),
        migrations.RunPython(_tell, migrations.RunPython.noop),
    ]  # fmt: skip
