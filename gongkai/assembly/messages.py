"""文字清单：every sentence the public can read, from the templates and the code, for `locale/en/LC_MESSAGES/django.po`.

    scripts/messages           bring the .po up to date; new sentences get an empty English to fill in
    scripts/messages --check   say what is missing, obsolete or not wrapped, and fail

The back office and the sign-in pages are Chinese only and are left out.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import django
from django.utils.translation.template import templatize

import gongkai
from gongkai.faces.kit import languages, po
from gongkai.faces.kit.po import Message
from gongkai.foundation.errors import NotFound

HOME = Path(gongkai.__file__).parent
FACES = HOME / "faces"
TEMPLATES = (FACES / "portal/templates", FACES / "kit/templates/kit")
CODE = (FACES / "portal", FACES / "kit")
CHINESE_ONLY = ("office_base.html", "account_base.html")
_STRING = r"u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\""
_CALL = re.compile(rf"(?<!\w)(?P<name>_|gettext|pgettext|ngettext)\((?P<args>(?:{_STRING}|, ?|count)+)\)")
_FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy"}
_HAN = re.compile(r"[\u3007\u4e00-\u9fff]")
_TRANSLATED = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*comment\b.*?endcomment\s*%}"
    r"|{%\s*trans(?:late)?\s.*?%}|{#.*?#}|<(\w+)[^>]*\stranslate=\"no\"[^>]*>.*?</\1>",
    re.DOTALL,
)
_CONSTANT = re.compile(r"""_\((?:"[^"]*"|'[^']*')\)""")


def templates() -> Iterator[Path]:
    """模板：what the public sees."""
    for root in TEMPLATES:
        yield from (path for path in sorted(root.rglob("*.html")) if path.name not in CHINESE_ONLY)


def wanted() -> list[Message]:
    """全部文字：each once."""
    found = [message for path in templates() for message in in_template(path.read_text(encoding="utf-8"))]
    for root in CODE:
        for path in sorted(root.rglob("*.py")):
            found += in_code(path.read_text(encoding="utf-8"))
    found += [Message(text) for text in _terms()]
    kept = {message.key: message for message in found if not message.text.isascii()}
    return list(kept.values())


def in_template(source: str) -> Iterator[Message]:
    """模板中的文字。"""
    for call in _CALL.finditer(templatize(source)):
        said = ast.literal_eval(f"({re.sub(', ?count$', '', call['args'])},)")
        yield _message(call["name"], [str(text) for text in said])


def in_code(source: str) -> Iterator[Message]:
    """代码中的文字：literal arguments only; a variable is a term (see `_terms`)."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        said = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in _FUNCTIONS and said:
            yield _message(name, said)


def _message(name: str, said: list[str]) -> Message:
    if name.startswith("pgettext"):
        return Message(said[1], context=said[0])
    return Message(said[0], plural=said[1]) if name.startswith("ngettext") else Message(said[0])


def _terms() -> Iterable[str]:
    """术语：names that come from below the faces and have no English there; `term` looks them up."""
    from gongkai.assembly import wiring  # with their models: only once Django is ready
    from gongkai.engines.publishing import rules
    from gongkai.engines.publishing.change_notices import ChangeNotice
    from gongkai.faces.kit import naming
    from gongkai.foundation.places.models import Level
    from gongkai.programmes.policies import programme as policies

    yield from (kind.name for kind in wiring.KINDS.values())
    yield from (part.name for part in policies.PARTS.values())
    yield from (reason.name for reason in rules.WITHDRAWAL_REASONS.values())
    yield from (str(kind) for kind in ChangeNotice.Kind.labels)
    yield from (str(level.label) for level in Level)
    yield from naming.NAMES.values()
    yield "其他标识"
    yield NotFound().sentence


def unwrapped(source: str) -> list[str]:
    """未标注：the lines of a template whose Chinese stands outside every translation."""
    left = _CONSTANT.sub("", _TRANSLATED.sub("", source))
    return [line.strip() for line in left.splitlines() if _HAN.search(line)]


def faults(source: str) -> list[str]:
    """问题：what keeps the `.po` from being complete, in words."""
    known = po.read(source)
    needed = {message.key: message for message in wanted()}
    english = {message.key: message.english for message in known}
    said = [f"缺英文：{text}" for (_, text), message in needed.items() if not english.get(message.key)]
    said += [f"已无此文字：{text}" for _, text in english if (_, text) not in needed]
    said += [f"重复：{text}" for _, text in english if [m.key for m in known].count((_, text)) > 1]
    return said + [f"占位不符：{message.text}" for message in known if not _same_places(message)]


def _same_places(message: Message) -> bool:
    placeholder = re.compile(r"%\(\w+\)s")
    expected = set(placeholder.findall(message.text)) | set(placeholder.findall(message.plural))
    return all(set(placeholder.findall(text)) <= expected for text in message.english)


def main() -> int:
    """更新或者检查：0 when nothing is missing."""
    options = argparse.ArgumentParser(prog="scripts/messages")
    options.add_argument("--check", action="store_true")
    check = options.parse_args().check
    django.setup()
    source = languages.PO.read_text(encoding="utf-8") if languages.PO.exists() else ""
    if not check:
        source = po.write(po.merged(wanted(), po.read(source)))
        languages.PO.parent.mkdir(parents=True, exist_ok=True)
        languages.PO.write_text(source, encoding="utf-8")
    found = faults(source)
    for path in templates():
        found += [f"{path.name} 未标注：{line}" for line in unwrapped(path.read_text(encoding="utf-8"))]
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
