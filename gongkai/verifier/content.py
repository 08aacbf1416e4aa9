"""内容：what the reader sees and downloads is what the manifest in the ledger says."""

import hashlib
from functools import partial
from typing import Any

from gongkai.verifier.fetching import Unavailable
from gongkai.verifier.page import Page
from gongkai.verifier.report import Failed, shown
from gongkai.verifier.run import Run

FILE_LIMIT = 2 << 30
_NAMES = {
    "title": "标题",
    "document_number": "文号",
    "index_number": "索引号",
    "issuer": "发布机关",
    "formed_on": "成文日期",
}


def check_content(run: Run, page: Page, manifest: dict[str, Any]) -> None:
    """Compare body, title and every file; what the page says elsewhere is left to the reader, who gets the facts."""
    run.report.facts |= {label: shown(str(manifest[key])) for key, label in _NAMES.items() if manifest.get(key)}
    run.step("body", partial(_check_body, page, manifest))
    run.step("title", partial(_check_title, page, manifest))
    files = manifest.get("files")
    for file in files if isinstance(files, list) else [None]:
        run.step("file", partial(_check_file, run, file))


def _check_body(page: Page, manifest: dict[str, Any]) -> str:
    if page.body_sha256() != manifest.get("body_sha256"):
        raise Failed("正文与账本记载的不同，正文已被改动。")
    return "正文与账本记载的一字不差。"


def _check_title(page: Page, manifest: dict[str, Any]) -> str:
    if page.title() != " ".join(str(manifest.get("title", "")).split()):
        raise Failed("标题与账本记载的不同。")
    return f"标题与账本记载的相同：{shown(page.title())}"


def _check_file(run: Run, file: object) -> str:
    """Download one file and compare it, a piece at a time."""
    fact = file if isinstance(file, dict) else {}
    name, size, url = fact.get("name"), fact.get("size"), fact.get("url")
    if not (isinstance(name, str) and isinstance(size, int) and isinstance(url, str)):
        raise Failed("清单中的附件写法不对。")
    if size > FILE_LIMIT:
        raise Unavailable(f"附件“{shown(name)}”超过 {FILE_LIMIT >> 30} GB，未下载。")
    digest, count = hashlib.sha256(), 0
    for chunk in run.insist(url, f"附件“{shown(name)}”").chunks:
        digest.update(chunk)
        count += len(chunk)
        if count > size:
            break
    if count != size or digest.hexdigest() != fact.get("sha256"):
        raise Failed(f"附件“{shown(name)}”与账本记载的不同，文件已被改动。")
    return f"附件“{shown(name)}”与账本记载的一字不差（{size} 字节）。"
