"""适配器：how each kind of cache is told, and how the operator names them.

| written as | what is done |
|---|---|
| `keys+http://host:port` | `PURGE /` with the keys in `Surrogate-Key` and `xkey-purge` (Varnish with xkey) |
| `purge+http://host:port` | `PURGE <address>` for each, `/*` for all (nginx with a purge module, plain Varnish) |
| `nginx:/var/cache/nginx/gongkai` | nginx's own cache files, `levels=1:2`, `proxy_cache_key $uri`, on this machine |
"""

import hashlib
import http.client
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from gongkai.foundation.purging import Purger, Stale

SECONDS = 5
KEYS_A_CALL = 50
FORGOTTEN = frozenset({200, 202, 204, 404, 410, 412})  # also where it was not there


def parsed(written: str) -> Purger:
    """读出一个缓存：as the operator names it.

    :raises ValueError: for what is none of the three.
    """
    kind, _, where = written.strip().partition("+")
    if kind == "keys":
        return ByKey(*_host(where))
    if kind == "purge":
        return ByAddress(*_host(where))
    if written.startswith("nginx:/"):
        return NginxFiles(Path(written.removeprefix("nginx:")))
    raise ValueError(f"GONGKAI_CACHES 须写作 keys+http://…、purge+http://… 或者 nginx:/…，现在是“{written}”。")


def _host(where: str) -> tuple[str, int, bool]:
    parts = urlsplit(where)
    secure = parts.scheme == "https"
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"“{where}”不是缓存的网址。")
    return parts.hostname, parts.port or (443 if secure else 80), secure


@dataclass(frozen=True)
class ByKey:
    """按标签清除。"""

    host: str
    port: int
    secure: bool = False

    def purge(self, stale: Stale) -> None:
        """Fifty keys a call, so that no header grows too long.

        :raises OSError: as the protocol says.
        """
        for start in range(0, len(stale.keys), KEYS_A_CALL):
            keys = " ".join(stale.keys[start : start + KEYS_A_CALL])
            _call(self, [("/", {"Surrogate-Key": keys, "xkey-purge": keys})])


@dataclass(frozen=True)
class ByAddress:
    """按网址清除。"""

    host: str
    port: int
    secure: bool = False

    def purge(self, stale: Stale) -> None:
        """One call an address, over one connection.

        :raises OSError: as the protocol says.
        """
        addresses = ("/*",) if stale.everything else stale.addresses
        _call(self, [(address, {}) for address in addresses])


def _call(cache: ByKey | ByAddress, calls: Iterable[tuple[str, Mapping[str, str]]]) -> None:
    connect = http.client.HTTPSConnection if cache.secure else http.client.HTTPConnection
    connection = connect(cache.host, cache.port, timeout=SECONDS)
    try:
        for address, headers in calls:
            connection.request("PURGE", address, headers=dict(headers))
            answer = connection.getresponse()
            answer.read()
            if answer.status not in FORGOTTEN:
                raise OSError(f"PURGE {address} 得到 {answer.status}")
    except http.client.HTTPException as error:
        raise OSError(str(error) or type(error).__name__) from error
    finally:
        connection.close()


@dataclass(frozen=True)
class NginxFiles:
    """nginx 的缓存文件：removed by name; nginx then asks us again. Debian's nginx has no purge of its own."""

    folder: Path

    def path(self, address: str) -> Path:
        """Where nginx keeps an address: the MD5 of its key, two levels deep."""
        name = hashlib.md5(address.encode(), usedforsecurity=False).hexdigest()
        return self.folder / name[-1] / name[-3:-1] / name

    def purge(self, stale: Stale) -> None:
        """Remove the files.

        :raises OSError: where the folder is not there, or not ours to change.
        """
        if not self.folder.is_dir():
            raise FileNotFoundError(f"没有这个目录：{self.folder}")
        files = self.folder.glob("?/??/*") if stale.everything else map(self.path, stale.addresses)
        for file in files:
            file.unlink(missing_ok=True)
