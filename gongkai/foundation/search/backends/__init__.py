"""检索后端：the index on the database we run on."""

from django.db import connection

from gongkai.foundation.search.backends.postgres import PostgresIndex
from gongkai.foundation.search.backends.sqlite import SqliteIndex
from gongkai.foundation.search.ports import Index


def index() -> Index:
    """当前索引：the one that belongs to the database in use."""
    return PostgresIndex() if connection.vendor == "postgresql" else SqliteIndex()
