"""The bare table."""

from typing import ClassVar

from django.db import models


class Note(models.Model):
    """A row with a title, a body and an instant: about the size of an edition."""

    title = models.CharField(max_length=300)
    body = models.TextField()
    saved_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Note"]] = models.Manager()

    def __str__(self) -> str:
        return self.title
