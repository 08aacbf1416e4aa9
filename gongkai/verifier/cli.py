"""命令行：`gongkai verify URL [--key VKEY] [--state FILE] [--json]`."""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from gongkai.verifier.report import Check
from gongkai.verifier.steps import verify

_MARKS = {True: "✓", False: "✗", None: "?"}


def _line(event: Check | str) -> None:
    text = f"! {event}" if isinstance(event, str) else f"{_MARKS[event.passed]} {event.sentence}"
    print(text, file=sys.stderr, flush=True)


def grammar() -> argparse.ArgumentParser:
    """核验命令的参数。"""
    parser = argparse.ArgumentParser(prog="gongkai verify", description="核验公开页面与公开账本是否一致。")
    parser.add_argument("url", help="公开页面的网址")
    parser.add_argument("--key", help="从其他渠道得到的验证公钥（名称+编号+base64）")
    parser.add_argument("--state", type=Path, help="记住公钥和检查点的文件；每次核验用同一个")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """核验命令：0 verified, 1 a check failed, 2 could not be checked; the conclusion goes to standard output."""
    given = grammar().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    report = verify(given.url, pinned_key=given.key, state=given.state, progress=_line)
    if given.json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
        return report.exit_code
    for label, value in report.facts.items():
        print(f"{label}：{value}")
    for note in report.conflicting:
        print(f"相互矛盾的检查点（请保存）：\n{note}")
    print(report.conclusion)
    return report.exit_code
