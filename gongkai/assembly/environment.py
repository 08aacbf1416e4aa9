"""环境：the few settings an operator gives, read from the environment in one place.

| variable | meaning | default |
|---|---|---|
| `GONGKAI_VAR` | folder of everything written at run time | `var` beside the package |
| `DATABASE_URL` | `postgres://user:password@host:port/name`; several hosts with commas | SQLite in `GONGKAI_VAR` |
| `GONGKAI_SECRET_KEY` | signing key of sessions | made once, kept in `GONGKAI_VAR` |
| `GONGKAI_HOSTS` | host names served, separated by commas | `localhost,127.0.0.1,[::1]` |
| `GONGKAI_ORIGIN` | public address of the site | `http://localhost:8000` |
| `GONGKAI_DEMO` | `1`: demo accounts, plain HTTP | `0` |
| `GONGKAI_MAIL_HOST`, `GONGKAI_MAIL_FROM` | mail server, sender; without: files in `GONGKAI_VAR` | none |
| `GONGKAI_MAIL_FOLDER` | folder of mail that came in: `*.eml`, or a Maildir; taken in every minute | none |
| `GONGKAI_SITE_NAME` and other `GONGKAI_SITE_…` | header and statutory footer, see `site` | 待填 |
| `GONGKAI_PROXIES` | how many proxies of ours stand in front and set `X-Forwarded-…` | 0 |
| `GONGKAI_OLD_SECRET_KEYS` | keys used before, separated by commas: what they sealed stays readable | none |
| `GONGKAI_SEALING_KEYS` | keys sealing personal data, newest first, separated by commas | made once, in `GONGKAI_VAR` |
| `GONGKAI_CACHES` | shared caches in front, purged by us, separated by commas: `foundation.purging.adapters` | none |
| `GONGKAI_SEARCH_URL` | OpenSearch: `https://user:password@host:9200/index`, see `docs/search.md` | none |
| `GONGKAI_URGENT_REVIEW_HOURS` | hours within which an urgent release is to be reviewed (本机关配置，法规未规定) | 24 |
| `GONGKAI_SOON_DAYS` | days before its last on which a case is nearly due (本机关配置) | 7 |
| `GONGKAI_LONG_DAYS` | days a suspended case may lie idle before it is pointed out (本机关配置) | 30 |
| `GONGKAI_FEEDS_INSIDE` | `address:port,…` inside, from which feeds of public concern may be read | none |
| `GONGKAI_PROOF_DAYS` | days after archiving a scan of a proof is kept (本机关配置); 0: for ever | 365 |
| `GONGKAI_OBJECTION_DAYS` | days after its answer the words of an objection are kept (本机关配置); 0: for ever | 365 |
| `GONGKAI_COMMENT_DAYS` | days after the report who commented is kept, sealed (本机关配置); 0: for ever | 365 |
| `GONGKAI_SURVEY_REPLIES` | replies to surveys taken from one address in an hour (本机关配置) | 10 |
| `GONGKAI_REPAIR_DAYS` | days after its decision a repair's words are kept (本机关配置); 0: for ever | 365 |
| `GONGKAI_CONCERN_DAYS` | days what was found of public concern is kept (本机关配置); 0: for ever | 730 |
| `GONGKAI_PAYMENT_URL`, `GONGKAI_PAYMENT_KEY` | where fees are paid, key both sides sign with | none |
| `GONGKAI_LAW` | overlay folder of local rules and calendars | none |
| `GONGKAI_FILES_URL` | `s3://key:secret@host:port/bucket`: where files lie (`gongkai[s3]`) | `GONGKAI_VAR` |
| `GONGKAI_PAGES_MB` | memory for kept pages in each web process, MB; 0 keeps none | 64 |
| `GONGKAI_PAGES_FOLDER` | folder where kept pages lie as files for the server in front | none |
"""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

VAR = Path(os.environ.get("GONGKAI_VAR") or Path(__file__).resolve().parents[2] / "var")
DEMO = os.environ.get("GONGKAI_DEMO", "0") == "1"
BEHIND_PROXY = int(os.environ.get("GONGKAI_PROXIES", "0"))
OLD_SECRET_KEYS = [key for key in os.environ.get("GONGKAI_OLD_SECRET_KEYS", "").split(",") if key]
SEALING_KEYS = [key for key in os.environ.get("GONGKAI_SEALING_KEYS", "").split(",") if key]
MAIL_HOST = os.environ.get("GONGKAI_MAIL_HOST", "")
MAIL_FOLDER = Path(os.environ["GONGKAI_MAIL_FOLDER"]) if os.environ.get("GONGKAI_MAIL_FOLDER") else None
MAIL_FROM = os.environ.get("GONGKAI_MAIL_FROM", "gongkai@localhost")
CACHES = [cache for cache in os.environ.get("GONGKAI_CACHES", "").split(",") if cache.strip()]
SEARCH_URL = os.environ.get("GONGKAI_SEARCH_URL", "").strip()
URGENT_REVIEW_HOURS = int(os.environ.get("GONGKAI_URGENT_REVIEW_HOURS", "24"))
SOON_DAYS = int(os.environ.get("GONGKAI_SOON_DAYS", "7"))
LONG_DAYS = int(os.environ.get("GONGKAI_LONG_DAYS", "30"))
FEEDS_INSIDE = [one.strip() for one in os.environ.get("GONGKAI_FEEDS_INSIDE", "").split(",") if one.strip()]
PROOF_DAYS = int(os.environ.get("GONGKAI_PROOF_DAYS", "365"))
OBJECTION_DAYS = int(os.environ.get("GONGKAI_OBJECTION_DAYS", "365"))
COMMENT_DAYS = int(os.environ.get("GONGKAI_COMMENT_DAYS", "365"))
SURVEY_REPLIES = int(os.environ.get("GONGKAI_SURVEY_REPLIES", "10"))
REPAIR_DAYS = int(os.environ.get("GONGKAI_REPAIR_DAYS", "365"))
CONCERN_DAYS = int(os.environ.get("GONGKAI_CONCERN_DAYS", "730"))
PAYMENT = {"url": os.environ.get("GONGKAI_PAYMENT_URL", ""), "key": os.environ.get("GONGKAI_PAYMENT_KEY", "")}
LAW = Path(os.environ["GONGKAI_LAW"]) if os.environ.get("GONGKAI_LAW") else None
FILES_URL = os.environ.get("GONGKAI_FILES_URL", "")
PAGES_MEMORY = int(os.environ.get("GONGKAI_PAGES_MB", "64")) * 1024 * 1024
PAGES_FOLDER = Path(os.environ["GONGKAI_PAGES_FOLDER"]) if os.environ.get("GONGKAI_PAGES_FOLDER") else None
ORIGIN = os.environ.get("GONGKAI_ORIGIN", "http://localhost:8000").rstrip("/")
HOSTS = os.environ.get("GONGKAI_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")

DEMO_SITE = {
    "NAME": "公开 · 东澜省",
    "ENGLISH_NAME": "Gongkai · Donglan Province",
    "SPONSOR": "东澜省人民政府办公厅",
    "OPERATOR": "东澜省政务公开办公室",
    "PHONE": "0000-5550100",
    "ADDRESS": "东澜省澜州市（演示地址）",
    "IDENTIFIER": "9900000001（演示）",
    "ICP": "演示环境，未备案",
    "POLICE": "演示环境，未备案",
}


def site() -> dict[str, str]:
    """网站标识：name and statutory footer, as `GONGKAI_SITE_…` settings; what is not given stays 待填."""
    keys = ("NAME", "ENGLISH_NAME", "SPONSOR", "OPERATOR", "PHONE", "ADDRESS", "IDENTIFIER", "ICP", "POLICE")
    given = {key: os.environ.get(f"GONGKAI_SITE_{key}") or (DEMO_SITE.get(key, "") if DEMO else "") for key in keys}
    return {f"GONGKAI_SITE_{key}": value for key, value in given.items() if value}


SQLITE_INIT = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456;"
    " PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;"
)


def database() -> dict[str, Any]:
    """数据库：SQLite embedded by default, PostgreSQL by one variable.

    :raises ValueError: when DATABASE_URL is neither.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        VAR.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR / "gongkai.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_INIT},
            "CONN_MAX_AGE": None,
            "TEST": {"NAME": VAR / "test.sqlite3"},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL 须以 postgres:// 开头，现在是 {parts.scheme}://")
    hosts, ports = _hosts(parts.netloc.rpartition("@")[2])
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": hosts,
        "PORT": ports,
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,  # a server that went away is noticed before a request, not by it
    }


def _hosts(written: str) -> tuple[str, str]:
    """Host and port as libpq takes them; `one:5432,two:5432` are tried in turn."""
    parts = [re.fullmatch(r"(\[[^\]]+\]|[^:]*)(?::(\d+))?", each) for each in written.split(",")]
    hosts = [(part[1].strip("[]"), part[2] or "") for part in parts if part is not None]
    if len(hosts) != len(parts):
        raise ValueError("DATABASE_URL 的主机须写作 主机:端口，几台之间用逗号分隔。")
    ports = [port for _, port in hosts]
    return ",".join(host for host, _ in hosts), ",".join(port or "5432" for port in ports) if any(ports) else ""


def secret_key() -> str:
    """会话密钥：from the environment, or made once and kept readable by the owner only."""
    given = os.environ.get("GONGKAI_SECRET_KEY")
    if given:
        return given
    path = VAR / "secret-key"
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()
