"""Tables of letters: templates, series of numbers, and the letters themselves."""

from django.db import models
from django.db.models import Q

from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.organs.models import Organ


class LetterTemplate(models.Model):
    """公函模板：a docx an organ made for a kind of letter; the newest is used, without one the shipped."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organ", "kind", "-id"], name="letter_template_newest")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.kind}"


class LetterSeries(models.Model):
    """发文字号序列：the word an organ numbers a series of letters under; the count starts anew each year."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    series = models.CharField(max_length=20)
    word = models.CharField(max_length=20)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "series"], name="letter_series_once"),
            models.UniqueConstraint(fields=["organ", "word"], name="letter_series_word_once"),
        ]

    def __str__(self) -> str:
        return self.word


class Letter(models.Model):
    """公函：one letter as it went out; its words are frozen with its number, its files made from them once."""

    uid = models.CharField(max_length=12, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    # 所属事项：what it belongs to, like case:AB12, and the number of the act there that sent it.
    subject = models.CharField(max_length=40)
    act = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    # 文面：see `rules.Sheet`; names of persons stay here and never enter the journal.
    sheet = models.JSONField()
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    # 成品：empty until the files were made.
    docx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["subject", "id"], name="letter_subject")]
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="letter_number_once"),
            models.UniqueConstraint(fields=["subject", "act", "kind"], name="letter_once_an_act"),
            models.CheckConstraint(condition=~Q(number=""), name="letter_numbered"),
        ]

    def __str__(self) -> str:
        return self.number
