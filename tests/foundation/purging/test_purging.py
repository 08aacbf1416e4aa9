"""Caches in front are told by key, by address, or by removing nginx's files; a failing one is an error."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gongkai.foundation import purging
from gongkai.foundation.purging import EVERYTHING, NotPurged, Stale, adapters

STALE = Stale(keys=tuple(f"record-{n}" for n in range(60)), addresses=("/", "/documents/a1/"))


@pytest.fixture
def unbound():
    yield
    purging.bind([])


@pytest.fixture
def cache():
    heard, status = [], [200]

    class Cache(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PURGE(self):
            heard.append((self.path, self.headers.get("Surrogate-Key")))
            self.send_response(status[0])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Cache)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", heard, status
    server.shutdown()
    server.server_close()


def test_a_cache_that_knows_keys_is_told_fifty_at_a_time(cache):
    address, heard, _ = cache
    adapters.parsed(f"keys+{address}").purge(STALE)
    assert [path for path, _ in heard] == ["/", "/"]
    assert [len(keys.split()) for _, keys in heard] == [50, 10]


def test_a_cache_that_knows_addresses_is_told_each(cache):
    address, heard, _ = cache
    adapters.parsed(f"purge+{address}").purge(STALE)
    assert [path for path, _ in heard] == ["/", "/documents/a1/"]


def test_a_cache_that_refuses_or_is_not_there_raises_after_the_others_were_told(cache, unbound):
    address, heard, status = cache
    purging.bind([adapters.ByKey("127.0.0.1", 9), adapters.parsed(f"purge+{address}")])
    with pytest.raises(NotPurged, match=r"127\.0\.0\.1"):
        purging.purge(STALE)
    assert len(heard) == 2
    status[0] = 405
    purging.bind([adapters.parsed(f"purge+{address}")])
    with pytest.raises(NotPurged, match="405"):
        purging.purge(STALE)


def test_when_nobody_can_tell_what_changed_everything_goes(cache, tmp_path):
    address, heard, _ = cache
    adapters.parsed(f"keys+{address}").purge(EVERYTHING)
    adapters.parsed(f"purge+{address}").purge(EVERYTHING)
    assert heard == [("/", "site"), ("/*", None)]
    folder = adapters.NginxFiles(tmp_path)
    folder.path("/a").parent.mkdir(parents=True)
    folder.path("/a").write_bytes(b"page")
    folder.purge(EVERYTHING)
    assert not folder.path("/a").exists()


def test_what_a_cache_never_had_is_forgotten_already(cache):
    address, _, status = cache
    status[0] = 404
    adapters.parsed(f"purge+{address}").purge(STALE)


def test_nginx_files_are_found_under_the_md5_of_their_key(tmp_path):
    cache = adapters.parsed(f"nginx:{tmp_path}")
    path = cache.path("/documents/a1/")
    assert path == tmp_path / "6" / "eb" / "99061b40549a3d6126c26798a2627eb6"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"page")
    cache.purge(STALE)
    assert not path.exists()
    cache.purge(STALE)
    with pytest.raises(OSError, match="没有这个目录"):
        adapters.parsed(f"nginx:{tmp_path / 'none'}").purge(STALE)


@pytest.mark.parametrize("written", ["", "varnish", "keys+ftp://x", "purge+http://", "nginx:relative"])
def test_a_cache_written_wrongly_is_refused_at_the_start(written):
    with pytest.raises(ValueError, match=r"缓存|GONGKAI_CACHES"):
        adapters.parsed(written)
