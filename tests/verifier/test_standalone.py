"""The verifier as a program of its own: over real HTTP, with nothing of the platform loaded."""

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from gongkai.verifier import cli
from gongkai.verifier.fetching import Unavailable, fetch, read

ROOT = Path(__file__).resolve().parents[2]


class Handler(http.server.BaseHTTPRequestHandler):
    def __init__(self, site: Any, *rest: Any) -> None:
        self.site = site
        super().__init__(*rest)

    def do_GET(self) -> None:
        status, content = self.site.answers.get(self.path, (404, b""))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", content.decode())
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def served(site: Any) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_it_runs_without_django_and_without_the_platform(served: str) -> None:
    program = (
        "import sys; sys.modules['django'] = None\n"
        "from gongkai import verifier\n"
        f"code = verifier.main(['{served}/documents/r7k2m9/', '--json'])\n"
        "assert not [m for m in sys.modules if m.startswith('gongkai.') and not m.startswith('gongkai.verifier')]\n"
        "sys.exit(code)"
    )
    clean = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=False, cwd=ROOT, env=clean, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    report = json.loads(done.stdout)
    assert report["exit_code"] == 0
    assert report["format"] == "gongkai-report-1"
    assert "✓ 正文与账本记载的一字不差。" in done.stderr.decode()


def test_the_command_says_what_it_found(
    served: str, site: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = str(tmp_path / "state.json")
    url = f"{served}/documents/r7k2m9/"
    assert cli.main([url, "--state", state]) == 0
    said = capsys.readouterr()
    assert "核验通过" in said.out
    assert "文号：某政发〔2026〕1号" in said.out
    assert "! 注意" in said.err
    site.spoil("/documents/r7k2m9/", "现印发", "现转发")
    assert cli.main([url, "--state", state]) == 1
    said = capsys.readouterr()
    assert "核验不通过" in said.out
    assert "✗ 正文" in said.err
    assert "! 注意" not in said.err
    assert cli.main([f"{served}/nothing/"]) == 2


def test_a_redirect_to_another_site_is_not_followed(served: str, site: Any) -> None:
    site.answers["/away"] = 302, b"http://localhost:9/"
    site.answers["/home"] = 302, b"/ledger/key"
    with pytest.raises(Unavailable, match="另一个网站"):
        fetch(f"{served}/away")
    assert read(fetch(f"{served}/home"), 999) == site.answers["/ledger/key"][1]


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "ftp://a/", "nonsense", "http://[", "http://a:b/", "http://127.0.0.1:1/"]
)
def test_an_address_that_cannot_be_fetched_is_said_to_be_so(url: str) -> None:
    assert cli.main([url]) == 2
