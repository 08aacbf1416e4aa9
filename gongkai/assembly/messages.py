"""文字清单：every sentence the public can read, from the templates and the code, for `locale/en/LC_MESSAGES/django.po`.

    scripts/messages           bring the .po up to date; new sentences get an empty English to fill in
    scripts/messages --check   say what is missing, obsolete or not wrapped, and fail

The back office and the sign-in pages are Chinese only and are left out.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import django
from django.utils.translation.template import templatize

import gongkai
from gongkai.faces.kit import languages, po
from gongkai.faces.kit.po import Message
from gongkai.foundation.errors import NotFound
from gongkai.programmes.enforcement.rules import STAGES

HOME = Path(gongkai.__file__).parent
FACES = HOME / "faces"
TEMPLATES = (FACES / "portal/templates", FACES / "kit/templates/kit")
CODE = (FACES / "portal", FACES / "kit")
# 机读：what programs are told is Chinese for everybody, whatever language a page was chosen in; all of a module, or
# the names in it that write for programs. Names that come in as terms are said by `term` on the page.
ALL = frozenset({"*"})
MACHINE_READ: Mapping[str, frozenset[str]] = {
    "annual_reports.py": frozenset({"COLUMNS"}),
    "apps.py": ALL,  # Django's own name of the application
    "calendars.py": ALL,
    "decisions/calendar.py": ALL,
    "changes.py": frozenset({"COLUMNS", "TITLE", "_entry", "said", "urgently", "_row"}),
    "consultations/files.py": ALL,
    "consultations/lists.py": frozenset({"_entry"}),
    "citing.py": ALL,  # a citation is in the language of what it cites
    "feeds.py": ALL,
    "hotline/numbers.py": frozenset({"BOARD_COLUMNS", "TREND_COLUMNS", "board_json", "trends_json", "_rows"}),
    "http.py": frozenset({"site_name"}),
    "ledger.py": frozenset({"COLUMNS"}),
    "oai/asking.py": ALL,
    "oai/formats.py": ALL,
    "oai/schema.py": ALL,
    "oai/verbs.py": ALL,
    "structured.py": ALL,
    "enforcement/files.py": ALL,
    "decisions/commenting.py": frozenset({"_named"}),  # written for whoever handles it
    "execution/commenting.py": frozenset({"_named"}),  # written for whoever handles it
    "requests/doors.py": frozenset({"from_entry"}),  # an application is in Chinese
    "registers/changes.py": frozenset({"feed", "_entry", "_standing"}),
    "registers/files.py": ALL,
    "registers/powers.py": frozenset({"two_places_table", "_lines"}),
    "statistics.py": frozenset({"COLUMNS", "_cells"}),
    "tables.py": ALL,
    "templatetags/machines.py": frozenset({"_tags"}),
    "withheld.py": frozenset({"COLUMNS", "TITLE", "_entry", "_cells"}),
}
CHINESE_ONLY = ("office_base.html", "account_base.html")
_STRING = r"u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\""
_CALL = re.compile(rf"(?<!\w)(?P<name>_|gettext|pgettext|ngettext)\((?P<args>(?:{_STRING}|, ?|count)+)\)")
_FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy"}
_BY_TERM = {"term"}
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
        name = _name_of(node)
        said = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in _FUNCTIONS and said:
            yield _message(name, said)


def unspoken(source: str, machine_read: frozenset[str] = frozenset()) -> list[str]:
    """未标注：Chinese in code that reaches a page without translation: lines and texts. Docstrings do not count."""
    if machine_read == ALL:
        return []
    found: list[str] = []
    for statement in ast.parse(source).body:
        if not _named(statement) & machine_read:
            found += _unmarked(statement)
    return found


def _named(statement: ast.stmt) -> set[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", statement)]
    return {str(getattr(target, "id", "") or getattr(target, "name", "")) for target in targets}


def _unmarked(statement: ast.stmt) -> Iterator[str]:
    marked: set[int] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            marked.add(id(node.value))
        if isinstance(node, ast.Call) and _name_of(node) in _FUNCTIONS | _BY_TERM:
            marked |= {id(each) for argument in node.args for each in ast.walk(argument)}
    for node in ast.walk(statement):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in marked else ""
        if isinstance(text, str) and _HAN.search(text):
            yield f"{getattr(node, 'lineno', 0)}: {text}"


def _name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def silent() -> list[str]:
    """代码中未标注的文字：of the portal, file by file."""
    root = FACES / "portal"
    found = []
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        texts = unspoken(path.read_text(encoding="utf-8"), MACHINE_READ.get(name, frozenset()))
        found += [f"{name} 未标注：{text}" for text in texts]
    return found


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
    from gongkai.programmes.reports.indicators import REQUESTS as REQUEST_INDICATORS
    from gongkai.programmes.requests import choices, contents, copies, rectifying
    from gongkai.programmes.requests.permission import NOT_PROVEN
    from gongkai.programmes.requests.programme import REQUESTS
    from gongkai.programmes.requests.queries import SHOWN
    from gongkai.programmes.requests.rectifications import RECTIFICATIONS
    from gongkai.programmes.statutes.rules import CATEGORIES

    yield from CATEGORIES.values()
    yield from (kind.name for kind in wiring.KINDS.values())
    yield from _of_registers()
    yield from STAGES.values()
    yield from _of_funds()
    yield from _of_hotline()
    yield from _of_repairs()
    yield from _of_execution()
    yield from _of_petitions()
    yield from _of_consultations()
    yield from _of_decisions()
    for indicator in REQUEST_INDICATORS.values():
        yield from (indicator.name, indicator.definition)
    yield from (part.name for part in policies.PARTS.values())
    yield from (reason.name for reason in rules.WITHDRAWAL_REASONS.values())
    yield from (str(kind) for kind in ChangeNotice.Kind.labels)
    yield from (str(level.label) for level in Level)
    yield from naming.NAMES.values()
    for table in (REQUESTS, RECTIFICATIONS):
        yield from (state.name for state in table.states)
        yield from (act.name for act in table.acts if act.key in SHOWN)
    sentences = (contents.SENTENCES, copies.SENTENCES, rectifying.SENTENCES, rectifying.PLAIN, rectifying.EVIDENCE)
    for named in (choices.CHANNELS, choices.PROOFS, choices.FORMS, choices.WAYS, *sentences):
        yield from named.values()
    yield NOT_PROVEN
    yield NotFound().sentence


def _of_hotline() -> Iterable[str]:
    """热线的用语：states and acts told to who sent a message, and what may be wrong with one."""
    from gongkai.programmes.hotline import contents, photos, queries
    from gongkai.programmes.hotline.models import MessageAddition
    from gongkai.programmes.hotline.operations import SENTENCES
    from gongkai.programmes.hotline.programme import HOTLINE, OUTCOME, SATISFIED

    yield from (state.name for state in HOTLINE.states if state.key not in queries.INNER)
    yield from (act.name for act in HOTLINE.acts if act.key in queries.SHOWN)
    for need in (OUTCOME, SATISFIED):
        yield from (name for _, name in need.choices())
    yield from (str(label) for label in MessageAddition.About.labels)
    yield from (*SENTENCES, *photos.SENTENCES.values(), queries.HANDED_IN, queries.NOT_PROVEN, queries.ENDED)
    nobody, told = contents.Person(), contents.Told("", "", "", place="x" * 20)
    yield contents.NO_PLACE
    for who, anonymous in ((nobody, False), (contents.Person("a", "b"), True)):
        found = contents.problems(told, who, channel="web", profile="zhoushan", anonymous=anonymous)
        yield from (sentence for _, sentence in found)


def _of_funds() -> Iterable[str]:
    """资金异议的用语：what people who object may be told, and what may have been found."""
    from gongkai.programmes.funds.models import ObjectionFinding
    from gongkai.programmes.funds.objecting import SENTENCES

    yield from SENTENCES
    yield from (str(label) for label in ObjectionFinding.labels)


def _of_execution() -> Iterable[str]:
    """执行公开的用语：what the course of a task is made of, and what its steps are."""
    from gongkai.engines.registers.declared import register_of
    from gongkai.programmes.execution.programme import STEPS
    from gongkai.programmes.execution.queries import KINDS

    yield from KINDS.values()
    yield from (choice.name for choice in register_of(STEPS).field("kind").choices)


def _of_repairs() -> Iterable[str]:
    """网上信用修复的用语：what applicants may be told, how far an application has come, why one is refused."""
    from gongkai.programmes.enforcement.models import RepairGround
    from gongkai.programmes.enforcement.repairing import SAID, SENTENCES

    yield from (*SENTENCES, *SAID.values())
    yield from (str(label) for label in RepairGround.labels)


def _of_decisions() -> Iterable[str]:
    """重大行政决策的名称和拒绝的话。"""
    from gongkai.engines.casework.rules import Kind
    from gongkai.programmes.decisions import duties
    from gongkai.programmes.decisions.course import CONSULTED, PUBLIC, TOLD
    from gongkai.programmes.decisions.hearings import SENTENCES
    from gongkai.programmes.decisions.models import DecisionPaper
    from gongkai.programmes.decisions.programme import DECISIONS
    from gongkai.programmes.decisions.rules import NAMES, NOTES, SAID

    yield from (*SENTENCES, *TOLD.values(), *CONSULTED.values(), *NAMES, *NOTES.values(), *SAID, *duties.NAMES.values())
    shown = [need for act, keys in PUBLIC.items() for need in DECISIONS.act(act).needs if need.key in keys]
    experts = [need for need in DECISIONS.act("review_by_experts").needs if need.columns]
    yield from (need.name for need in shown)
    for need in (*shown, *(column for one in experts for column in one.columns)):
        if need.kind is Kind.CODE:
            yield from (name for _, name in need.choices())
    yield from (state.name for state in DECISIONS.states)
    yield from (str(label) for label in DecisionPaper.Role.labels)


def _of_petitions() -> Iterable[str]:
    """信访的用语：states and acts told to petitioners, and what may be wrong with a petition."""
    from gongkai.programmes.petitions import attachments, contents, handling, operations, permission, queries
    from gongkai.programmes.petitions.programme import PETITIONS

    yield from (state.name for state in PETITIONS.states)
    yield from (act.name for act in PETITIONS.acts if act.key in queries.SHOWN)
    yield from (*operations.SENTENCES, permission.NOT_FOUND, handling.NAMED, *attachments.SENTENCES)
    nothing = contents.problems(contents.Matter("", "", ""), contents.Petitioner(), channel="web")
    yield from (sentence for _, sentence in nothing)


def _of_consultations() -> Iterable[str]:
    """意见征集的用语：what a list says of a consultation, and what whoever comments may be told."""
    from gongkai.foundation.codes import BAD_KEY
    from gongkai.programmes.consultations import alerting, contents, permission, programme, rules

    yield from alerting.SENTENCES
    for named in (programme.MATTERS, programme.CHANNELS, programme.SPEAKERS, programme.STANDINGS, programme.HIDING):
        yield from named.values()
    yield from programme.NAME_HIDING.values()
    yield from (*programme.OUTCOMES.values(), *rules.PHASES.values(), rules.CLOSED, rules.NOT_YET)
    yield from (permission.NOT_PROVEN, BAD_KEY)
    nobody, unsigned = contents.Speaker("nobody"), contents.Speaker("anonymous", "a")
    for text, who in (("", nobody), ("a", contents.Speaker("person")), ("a", unsigned)):
        yield from (sentence for _, sentence in contents.problems_with(text, who))


def _of_registers() -> Iterable[str]:
    """名录的用语：what each register says of itself; what its entries say stays as it is."""
    from gongkai.engines.registers.declared import all_registers

    for register in all_registers():
        yield from filter(None, (register.name, register.about, register.keeper, register.basis, register.group))
        yield from (field.name for field in register.public)
        yield from (former.name for field in register.public for former in field.formerly)
        yield from (field.section for field in register.public if field.section)
        yield from (column for field in register.public for column in field.columns)
        yield from (manner.name for manner in register.manners)


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
    found += silent()
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
