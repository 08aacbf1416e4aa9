"""Tables of numbering."""

from django.db import models


class Series(models.Model):
    """编号序列：one run of numbers and the last one given."""

    name = models.CharField(max_length=120, primary_key=True)
    last = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} {self.last}"
