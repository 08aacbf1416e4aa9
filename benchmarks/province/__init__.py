"""A province of organs, its records written straight into the tables as thousands of releases would leave them."""

from benchmarks.province.filling import fill, open_work
from benchmarks.province.organs import BUSIEST, actor, establish, organ_of
from benchmarks.province.rows import uid_of
from benchmarks.province.texts import COMMON, RARE, document_number, title
from gongkai.foundation.people.actors import Actor

__all__ = [
    "BUSIEST",
    "COMMON",
    "RARE",
    "Actor",
    "actor",
    "document_number",
    "establish",
    "fill",
    "open_work",
    "organ_of",
    "title",
    "uid_of",
]
