"""法律依据：the statute library answers what the registers ask of the bases they cite."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.urls import reverse

from gongkai.engines.registers.ports import Link
from gongkai.programmes.statutes import queries
from gongkai.programmes.statutes.queries import Piece


class Statutes:
    """法规库的答复：bound to the port of registers."""

    def problems(self, texts: Collection[str], on: date) -> Mapping[str, str]:
        """依据的问题：of those that cite what did not hold. Three SQL queries."""
        return queries.basis_problems(texts, on)

    def unknown(self, texts: Collection[str]) -> Collection[str]:
        """未收录的依据：of those that cite nothing we hold. Two SQL queries."""
        return queries.basis_unknown(texts)

    def links(self, texts: Collection[str]) -> Mapping[str, Sequence[Link]]:
        """依据的链接：of those that cite what we hold. Two SQL queries."""
        found = queries.basis_links(texts)
        return {text: [Link(one.start, one.end, _address(one)) for one in pieces] for text, pieces in found.items()}


def _address(piece: Piece) -> str:
    if piece.article:
        return reverse("portal:statute-article", args=[piece.slug, piece.article])
    return reverse("portal:statute", args=[piece.slug])
