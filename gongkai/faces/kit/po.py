"""译文文件：reading, writing and loading a gettext `.po`; the file itself is what runs, nothing compiled beside it.

A `.mo` beside it would be a second truth to keep in step, and a binary one to merge. Reading a thousand entries takes
milliseconds, once in a process, and only in one that somebody asked for English.
"""

import ast
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from gettext import GNUTranslations
from io import BytesIO

HEADER = (
    "Project-Id-Version: gongkai\nLanguage: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)
_MAGIC, _CONTEXT = 0x950412DE, "\x04"
_FIELDS = ("msgctxt", "msgid_plural", "msgid", "msgstr[0]", "msgstr[1]", "msgstr")


@dataclass(frozen=True, order=True)
class Message:
    """一条文字：the Chinese, its plural and context where it has them, and the English; two for a plural."""

    text: str
    context: str = ""
    plural: str = ""
    english: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What makes it one: its context and its Chinese."""
        return self.context, self.text

    def __str__(self) -> str:
        lines = [f"msgctxt {_quoted(self.context)}"] * bool(self.context) + [f"msgid {_quoted(self.text)}"]
        if self.plural:
            one, many = (*self.english, "", "")[:2]
            lines += [f"msgid_plural {_quoted(self.plural)}", f"msgstr[0] {_quoted(one)}", f"msgstr[1] {_quoted(many)}"]
        else:
            lines.append(f"msgstr {_quoted(self.english[0] if self.english else '')}")
        return "\n".join(lines)


def read(source: str) -> list[Message]:
    """读：the messages of a `.po`, in its order, repeated ones too; the header is left out.

    :raises ValueError: at a line that is none of a `.po`.
    """
    found: list[Message] = []
    for fields in _entries(source):
        if not fields.get("msgid"):
            continue
        plural = fields.get("msgid_plural", "")
        names = ("msgstr[0]", "msgstr[1]") if plural else ("msgstr",)
        english = tuple(fields.get(name, "") for name in names)
        found.append(Message(fields["msgid"], fields.get("msgctxt", ""), plural, english if all(english) else ()))
    return found


def _entries(source: str) -> Iterator[dict[str, str]]:
    """Each entry by its fields; one begins where the last has said its English: a merge eats blank lines."""
    fields: dict[str, str] = {}
    current = ""
    for line in source.split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        name = next((name for name in _FIELDS if line.startswith(f"{name} ")), "")
        if name in {"msgctxt", "msgid"} and current.startswith("msgstr"):
            yield fields
            fields = {}
        current = name or current
        quoted = line[len(name) :].strip() if name else line.strip()
        if not (current and quoted.startswith('"')):
            raise ValueError(f"这一行不是 .po 的写法：{line}")
        fields[current] = fields.get(current, "") + str(ast.literal_eval(quoted))
    if fields:
        yield fields


def write(messages: Iterable[Message]) -> str:
    """写：sorted by their Chinese, so that two people's additions seldom meet."""
    head = 'msgid ""\nmsgstr ""\n' + "\n".join(_quoted(f"{line}\n") for line in HEADER.splitlines())
    return "\n\n".join([head, *(str(message) for message in sorted(messages))]) + "\n"


def merged(wanted: Iterable[Message], known: Iterable[Message]) -> list[Message]:
    """合并：what the sources say now, with the English already known; the later of two counts."""
    english = {message.key: message.english for message in known if message.english}
    kept = {message.key: message for message in wanted}
    return [replace(message, english=english.get(key, ())) for key, message in kept.items()]


def compiled(messages: Iterable[Message]) -> bytes:
    """编译：the bytes of a `.mo`, as `msgfmt` writes them."""
    pairs: dict[str, str] = {"": HEADER}
    for message in messages:
        if message.english:
            context = f"{message.context}{_CONTEXT}" if message.context else ""
            text = f"{message.text}\0{message.plural}" if message.plural else message.text
            pairs[context + text] = "\0".join(message.english)
    return _packed({name.encode(): text.encode() for name, text in pairs.items()})


def _packed(pairs: Mapping[bytes, bytes]) -> bytes:
    names = sorted(pairs)
    columns = [names, [pairs[name] for name in names]]
    start = 7 * 4 + 2 * 8 * len(names)
    tables, strings = b"", b""
    for column in columns:
        for text in column:
            tables += struct.pack("<II", len(text), start + len(strings))
            strings += text + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, len(names), 28, 28 + 8 * len(names), 0, start)
    return head + tables + strings


def translations(source: str) -> GNUTranslations:
    """译文：what `gettext` answers from."""
    return GNUTranslations(BytesIO(compiled(read(source))))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
