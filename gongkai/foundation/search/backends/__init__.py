"""检索后端：the index on the database we run on, and the server beside it where the operator has one."""

from django.db import connection

from gongkai.foundation.search.backends.mirrored import MirroredIndex, Watch
from gongkai.foundation.search.backends.opensearch import Server, parsed
from gongkai.foundation.search.backends.postgres import PostgresIndex
from gongkai.foundation.search.backends.sqlite import SqliteIndex
from gongkai.foundation.search.ports import Index

_far: Server | None = None
_watch = Watch()


def bind(url: str) -> None:
    """绑定：the server that answers questions; with an empty address, the database does.

    :raises ValueError: for what is no address of a server.
    """
    global _far, _watch
    _far, _watch = (parsed(url) if url else None), Watch()


def mirror() -> Server | None:
    """镜像：the server beside the database, where there is one."""
    return _far


def own_index() -> Index:
    """自带的索引：the one that belongs to the database in use."""
    return PostgresIndex() if connection.vendor == "postgresql" else SqliteIndex()


def index() -> Index:
    """当前索引：what questions are put to and rows are written to."""
    return own_index() if _far is None else MirroredIndex(own_index(), _far, _watch)
