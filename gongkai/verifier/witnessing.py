"""见证命令：`gongkai witness new | sign | serve`: for a newspaper, a people's congress office, a library, an auditor.

    gongkai witness new NAME KEYFILE                          makes a key, prints its public half
    gongkai witness sign URL --log VKEY --key F --state F     looks once, prints the signature line
    gongkai witness serve --log VKEY --key F --state F        answers the log's requests (C2SP tlog-witness)

Exit codes: 0 signed, 1 the log contradicts what was seen before, 2 it could not be looked at.
"""

import argparse
import http.server
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gongkai.verifier import fetching, notes
from gongkai.verifier import proof as proofs
from gongkai.verifier.cosigning import WitnessSecret, parse_secret
from gongkai.verifier.fetching import Fetch, Unavailable
from gongkai.verifier.report import FAILED, UNCHECKED, VERIFIED, Failed
from gongkai.verifier.witness import Declined, Submission, Witness, parse_submission

LARGEST = 1 << 16


def main(argv: Sequence[str] | None = None, *, fetch: Fetch = fetching.fetch) -> int:
    """见证命令：answers the exit code."""
    given = grammar().parse_args(argv)
    try:
        if given.act == "new":
            return _new(given.name, given.keyfile)
        witness = _witness(given)
        if given.act == "sign":
            return _sign(given.url, witness, fetch)
        return _serve(witness, given.host, given.port)
    except Unavailable as reason:
        print(reason, file=sys.stderr)
        return UNCHECKED
    except (Failed, Declined) as failure:
        print(f"没有见证：{failure}", file=sys.stderr)
        return FAILED


def grammar() -> argparse.ArgumentParser:
    """见证命令的参数。"""
    parser = argparse.ArgumentParser(prog="gongkai witness", description="见证公开账本的检查点，独立运行。")
    acts = parser.add_subparsers(dest="act", required=True, metavar="new|sign|serve")
    new = acts.add_parser("new", help="生成见证密钥，打印公钥")
    new.add_argument("name", help="见证人的名称，如 witness.example.org（不含空格和加号）")
    new.add_argument("keyfile", type=Path, help="私钥文件，不覆盖")
    sign = acts.add_parser("sign", help="看一次账本，核对与上次见证的是同一历史，打印签名")
    sign.add_argument("url", help="账本的网址，如 https://www.example.gov.cn/ledger")
    serve = acts.add_parser("serve", help="等候账本送签（C2SP tlog-witness）")
    serve.add_argument("--host", default="127.0.0.1", help="监听地址，默认只供本机访问")
    serve.add_argument("--port", type=int, default=8020, help="监听端口，默认 8020")
    for one in (sign, serve):
        one.add_argument("--log", action="append", required=True, help="账本的验证公钥，从其他渠道取得；可重复")
        one.add_argument("--key", type=Path, required=True, help="私钥文件")
        one.add_argument("--state", type=Path, required=True, help="记忆文件：见证过的最大检查点；每次用同一个")
    return parser


def _new(name: str, path: Path) -> int:
    if not name or "+" in name or any(c.isspace() for c in name):
        raise Failed("名称不能有空格和加号。")
    secret = WitnessSecret(name, Ed25519PrivateKey.generate())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Failed(f"{path} 已存在，不覆盖。") from error
    with os.fdopen(handle, "w") as file:
        file.write(f"{secret.text}\n")
    print(secret.key.text)
    return VERIFIED


def _witness(given: argparse.Namespace) -> Witness:
    try:
        secret = parse_secret(given.key.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unavailable(f"私钥文件 {given.key} 无法读取。") from error
    return Witness(secret, [notes.parse_key(text) for text in given.log], given.state)


def _sign(url: str, witness: Witness, fetch: Fetch) -> int:
    base = url.rstrip("/")
    checkpoint = notes.parse_checkpoint(_read(fetch, f"{base}/checkpoint").decode(errors="replace"))
    before = witness.seen(checkpoint.origin)
    old = before.size if before else 0
    steps: tuple[bytes, ...] = ()
    if before is not None and old > checkpoint.size:
        raise Failed(f"网站给出 {checkpoint.size} 条，上次见证的是 {old} 条：账本变短了。请保存两份检查点。")
    if old and old < checkpoint.size:
        steps = proofs.parse_consistency(_read(fetch, f"{base}/consistency?first={old}&second={checkpoint.size}"))
    line = witness.add(Submission(old, steps, checkpoint))
    print(f"{checkpoint.body}\n{line}")
    print(
        f"已见证：{checkpoint.size} 条" + (f"，与上次的 {old} 条是同一历史。" if old else "，第一次。"), file=sys.stderr
    )
    return VERIFIED


def _read(fetch: Fetch, url: str) -> bytes:
    answer = fetch(url)
    if answer.status != 200:
        raise Unavailable(f"{url} 取不到（HTTP {answer.status}）。")
    return fetching.read(answer, LARGEST)


class Handler(http.server.BaseHTTPRequestHandler):
    """应答：`POST …/add-checkpoint`, nothing else."""

    timeout = 30

    def __init__(self, witness: Witness, *rest: Any) -> None:
        self.witness = witness
        super().__init__(*rest)

    def do_POST(self) -> None:
        """送签。"""
        length = self.headers.get("Content-Length", "")
        if not self.path.endswith("/add-checkpoint") or not length.isdecimal() or int(length) > LARGEST:
            self._answer(404 if not self.path.endswith("/add-checkpoint") else 413, "text/plain", "")
            return
        try:
            line = self.witness.add(parse_submission(self.rfile.read(int(length))))
        except Declined as declined:
            kind = "text/x.tlog.size" if declined.size is not None else "text/plain; charset=utf-8"
            self._answer(declined.status, kind, f"{declined if declined.size is None else declined.size}\n")
        except (Failed, OSError) as failure:
            print(failure, file=sys.stderr)
            self._answer(500, "text/plain", "")
        else:
            self._answer(200, "text/plain; charset=utf-8", f"{line}\n")

    def _answer(self, status: int, kind: str, text: str) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def server(witness: Witness, host: str, port: int) -> http.server.ThreadingHTTPServer:
    """A server that answers until it is shut down."""
    return http.server.ThreadingHTTPServer((host, port), partial(Handler, witness))


def _serve(witness: Witness, host: str, port: int) -> int:
    print(f"见证人 {witness.secret.key.text}\n等候送签：http://{host}:{port}/add-checkpoint", file=sys.stderr)
    with server(witness, host, port) as running:
        running.serve_forever()
    return VERIFIED


if __name__ == "__main__":
    sys.exit(main())
