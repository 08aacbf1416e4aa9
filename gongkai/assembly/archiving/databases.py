"""数据库的副本：a consistent copy while the site runs, and its way back into an empty database.

SQLite by its own backup interface in one step, which lets writers go on. PostgreSQL by `pg_dump` and `pg_restore` from
the path or from where Debian puts them; they must not be older than the server.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from gongkai.foundation.errors import Conflict, Invalid

SQLITE, POSTGRESQL = "database.sqlite3", "database.pgdump"
Settings = dict[str, Any]
# 连接参数：what libpq takes of DATABASE_URL from the environment.
CONNECTION = {
    "target_session_attrs": "PGTARGETSESSIONATTRS",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}


def is_sqlite(database: Settings) -> bool:
    """Whether the settings name SQLite."""
    return str(database["ENGINE"]).endswith("sqlite3")


def copy(database: Settings, folder: Path) -> Path:
    """复制数据库：into a file in the folder; answers its path.

    :raises Conflict: when the database's own tools are not there or fail.
    """
    if is_sqlite(database):
        target = folder / SQLITE
        with closing(sqlite3.connect(database["NAME"])) as source, closing(sqlite3.connect(target)) as copied:
            source.backup(copied)
            copied.execute("PRAGMA journal_mode=DELETE")
        return target
    target = folder / POSTGRESQL
    _run("pg_dump", database, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", database["NAME"])
    return target


def put_back(database: Settings, folder: Path) -> None:
    """放回数据库：the copy in the folder into the empty place the settings name.

    :raises Invalid: when the copy is of the other kind of database.
    :raises Conflict: when the database's own tools are not there or fail.
    """
    name, other = (SQLITE, POSTGRESQL) if is_sqlite(database) else (POSTGRESQL, SQLITE)
    if not (folder / name).exists():
        kind = "PostgreSQL" if other == POSTGRESQL else "SQLite"
        raise Invalid(f"这份备份来自 {kind}，不能恢复到另一种数据库。请相应设置 DATABASE_URL。")
    if is_sqlite(database):
        (folder / name).replace(database["NAME"])
        return
    target = f"--dbname={database['NAME']}"
    _run("pg_restore", database, "--single-transaction", "--exit-on-error", "--no-owner", target, str(folder / name))


def is_empty(database: Settings) -> bool:
    """Whether nothing is there yet.

    :raises Conflict: when the database's own tools are not there or fail.
    """
    if is_sqlite(database):
        return not Path(database["NAME"]).exists()
    question = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
    return _run("psql", database, "-Atc", question, database["NAME"]).strip() == "0"


def _run(tool: str, database: Settings, *arguments: str) -> str:
    where = [
        *(("-h", database["HOST"]) if database["HOST"] else ()),
        *(("-p", database["PORT"]) if database["PORT"] else ()),
        *(("-U", database["USER"]) if database["USER"] else ()),
    ]
    environment = {**os.environ, "PGPASSWORD": database.get("PASSWORD", "")}
    for option, name in CONNECTION.items():
        if said := database.get("OPTIONS", {}).get(option):
            environment[name] = str(said)
    done = subprocess.run(  # noqa: S603
        [_find(tool), *where, *arguments], check=False, capture_output=True, text=True, env=environment
    )
    if done.returncode:
        raise Conflict(f"{tool} 没有成功：{done.stderr.strip()[-400:]}", code="database-tool")
    return done.stdout


def _find(tool: str) -> str:
    """The newest of Debian's, which serve older servers too; else the one on the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"), key=lambda path: int(path.parts[4]))
    found = str(debian[-1]) if debian else shutil.which(tool)
    if found is None:
        raise Conflict(f"没有找到 {tool}。请安装 PostgreSQL 的客户端：apt-get install postgresql-client。", code="tool")
    return found
