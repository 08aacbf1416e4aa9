"""来源：the documents that files and lists hold, one at a time, however long the list."""

import json
import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from gongkai.engines.publishing.content import Identifier
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import LIMITS
from gongkai.foundation.text import storable

LINE_LIMIT = 20_000_000
LISTS = (".jsonl", ".jsonl.xz")
SINGLE = (".docx", ".pdf", ".txt")
OPENING = 1200
LEAST_TWICE = 40  # 字：shorter texts may say the same thing twice
TWICE = "来源中正文整篇重复了一遍，只取了一遍。"
_UNSAFE = re.compile(r'[/\\:*?"<>|\x00-\x1f]')


@dataclass(frozen=True)
class Document:
    """来源文件：what one file or one line of a list brings; `refusal` says why it brings nothing."""

    label: str
    content: bytes = b""
    name: str = ""
    title: str = ""
    summary: str = ""
    identifiers: tuple[Identifier, ...] = ()
    remarks: tuple[str, ...] = ()
    refusal: str = ""


def documents(paths: Iterable[Path]) -> Iterator[Document]:
    """逐件读出：of files, of lists (.jsonl, .jsonl.xz), and of what stands directly in folders."""
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.is_file() and p.name.lower().endswith((*SINGLE, *LISTS)))
            yield from documents(inside)
        elif path.name.lower().endswith(LISTS):
            yield from _lines(path)
        else:
            yield _file(path)


def _file(path: Path) -> Document:
    try:
        if path.stat().st_size > LIMITS.size:
            return Document(
                path.name, refusal=f"文件超过 {LIMITS.size // 1024 // 1024} MB。请压缩图片或者拆分后再导入。"
            )
        return Document(path.name, path.read_bytes(), path.name)
    except OSError as error:
        return Document(path.name, refusal=f"文件不能读取（{error.strerror}）。请核对路径和权限。")


def _lines(path: Path) -> Iterator[Document]:
    number = 0
    try:
        with _opened(path) as lines:
            while line := lines.readline(LINE_LIMIT):
                number += 1
                label = f"{path.name} 第 {number} 行"
                if len(line) == LINE_LIMIT:
                    yield Document(label, refusal="这一行过长，其后没有再读。请拆分后重新导入。")
                    return
                if line.strip():
                    yield _row(label, line)
    except (lzma.LZMAError, EOFError, UnicodeDecodeError):
        sentence = "文件损坏或者不是 UTF-8 编码，其后没有再读。请重新获取这个文件。"
        yield Document(f"{path.name} 第 {number + 1} 行", refusal=sentence)
    except OSError as error:
        yield Document(path.name, refusal=f"文件不能读取（{error.strerror}）。请核对路径和权限。")


def _opened(path: Path) -> IO[str]:
    if path.name.lower().endswith(".xz"):
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _row(label: str, line: str) -> Document:
    try:
        fields = _fields(line)
        return _document(label, fields)
    except Invalid as refusal:
        return Document(label, refusal=refusal.sentence)


def _fields(line: str) -> dict[str, str]:
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise Invalid("不是 JSON。请核对这一行的格式。") from None
    if not isinstance(row, dict):
        raise Invalid("不是 JSON 对象。请核对这一行的格式。")
    return {str(key): "" if value is None else storable(str(value)).strip() for key, value in row.items()}


def _document(label: str, fields: dict[str, str]) -> Document:
    title = " ".join(fields.get("title", "").split())
    body = fields.get("body", "")
    if not title:
        raise Invalid("没有标题。请补上标题后再导入。")
    if not body:
        where = "，附件在来源网站，请下载后单独导入" if fields.get("attachment") else "，请补上正文后再导入"
        raise Invalid(f"没有正文{where}。")
    body, twice = _once(body)
    text = body if _folded(title) in _folded(body[:OPENING]) else f"{title}\n\n{body}"
    url = fields.get("url", "")
    source = fields.get("dept") or "来源网站"
    return Document(
        label=label,
        content=text.encode(),
        name=f"{_UNSAFE.sub('_', title)[:80]}.txt",
        title=title,
        summary=fields.get("summary", ""),
        identifiers=(Identifier("来源网址", url, source),) if url else (),
        remarks=(*_remarks(fields), *([TWICE] if twice else [])),
    )


def _once(body: str) -> tuple[str, bool]:
    """The body, and whether the source held all of it twice over: then the first of the two."""
    signs = _folded(body)
    half, odd = divmod(len(signs), 2)
    if odd or half < LEAST_TWICE or signs[:half] != signs[half:]:
        return body, False
    places = [place for place, sign in enumerate(body) if not sign.isspace()]
    return body[: places[half]].rstrip(), True


def _folded(text: str) -> str:
    return "".join(text.split())


def _remarks(fields: dict[str, str]) -> tuple[str, ...]:
    """What the source says that is not ours to decide: it goes to the clerk in words."""
    said = {"date": "日期", "status": "效力状态", "theme": "主题", "category": "栏目", "attachment": "附件"}
    return tuple(f"来源标注的{name}：{fields[key]}。" for key, name in said.items() if fields.get(key))
