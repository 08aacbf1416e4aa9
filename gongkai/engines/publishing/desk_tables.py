"""Tables of the desk: who has a draft open, and what of the last act could still be taken back."""

from django.db import models


class Editing(models.Model):
    """正在修改：somebody has a draft open for editing; a lease that ends by itself when it is not renewed."""

    edition = models.ForeignKey("publishing.Edition", on_delete=models.CASCADE, related_name="editing", db_index=False)
    person = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "person"], name="editing_person_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.person}"


class UndoPoint(models.Model):
    """撤销点：the last act on an edition that can be taken back, and how the edition stood before it.

    `entry` is the act's number in the journal: when the record's newest entry is another one, something came after it.
    """

    edition = models.OneToOneField("publishing.Edition", on_delete=models.CASCADE, related_name="undo_point")
    act = models.CharField(max_length=20)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    entry = models.BigIntegerField()
    before = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["by", "act", "-at"], name="undo_mine")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.act}"
