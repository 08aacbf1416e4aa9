"""What the pages for people say is there is there: links, anchors, commands, options, files."""

import argparse
import re
import unicodedata
from pathlib import Path
from typing import Any

from gongkai.assembly import cli

from .conftest import ROOT, code

LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
ROOTS = ("gongkai", "docs", "scripts", "tests", "benchmarks", "deploy", "scenarios", "requirements")
NAMED = re.compile(rf"^(?:{'|'.join(ROOTS)})/[\w./{{}},*-]+$")
MADE = ("docs/private", "tests/your")


def anchors(text: str) -> set[str]:
    """The headings' addresses, as the forge makes them."""
    heads = re.findall(r"^#{1,6} +(.+?) *#*$", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M), re.MULTILINE)
    return {slug(head) for head in heads} | set(re.findall(r'<a (?:id|name)="([^"]+)"', text))


def slug(head: str) -> str:
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", head).replace("`", "").lower()
    kept = (c for c in plain if c in " -_" or unicodedata.category(c)[0] in "LN")
    return "".join(kept).replace(" ", "-")


def test_links_and_anchors_resolve(written: dict[Path, str]) -> None:
    broken = []
    for path, text in written.items():
        for target in (one or two for one, two in LINK.findall(text)):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            there = (path.parent / file).resolve() if file else path
            if not there.exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
            elif anchor and there.suffix == ".md" and anchor not in anchors(there.read_text(encoding="utf-8")):
                broken.append(f"{path.relative_to(ROOT)}: {target} has no such heading")
    assert broken == []


def options(maker: Any) -> dict[str, set[str]]:
    """Every command, with the options it takes."""

    def gather(name: str, parser: argparse.ArgumentParser) -> None:
        found.setdefault(name, set()).update(one for action in parser._actions for one in action.option_strings)
        for inner, one, _ in maker.below(parser):
            gather(name, one)
            gather(f"{name} {inner}", one)

    found: dict[str, set[str]] = {}
    from gongkai.verifier import cli as verifying
    from gongkai.verifier import witnessing

    for name, parser, _ in maker.below(cli.build()):
        gather(name, parser)
    gather("verify", verifying.grammar())
    gather("witness", witnessing.grammar())
    return found


def test_commands_and_options_shown_exist(maker: Any, by_hand: dict[Path, str]) -> None:
    known, wrong = options(maker), []
    for path, text in by_hand.items():
        for line in code(text):
            shown = re.match(r"(?:\S+=\S+ )*(?:\S*/)?gongkai (?P<name>[a-z][a-z-]*)(?P<rest>.*)", line.strip("$ "))
            if shown is None:
                continue
            takes = known.get(shown["name"])
            if takes is None:
                wrong.append(f"{path.name}: {line}")
                continue
            asked = re.findall(r"(?<![\w-])(--[a-z][a-z-]*)", shown["rest"].split("#")[0])
            wrong += [f"{path.name}: {line}: {one}" for one in asked if one not in takes]
    assert wrong == []


def test_scripts_and_drills_shown_exist(by_hand: dict[Path, str]) -> None:
    wrong = []
    for path, text in by_hand.items():
        for line in code(text):
            for script, rest in re.findall(r"(?<![\w/])scripts/([a-z]+)((?: [a-z][\w-]*)?)", line):
                drill = rest.strip()
                named = [f"scripts/{script}", *([f"scripts/drills/{drill}"] if script == "drill" and drill else [])]
                wrong += [f"{path.name}: {line}" for one in named if not (ROOT / one).exists()]
    assert wrong == []


def test_every_drill_is_told(by_hand: dict[Path, str]) -> None:
    told = "\n".join(by_hand.values())
    drills = [one.name for one in (ROOT / "scripts/drills").iterdir() if one.is_file() and not one.suffix]
    drills = [name for name in drills if (ROOT / "scripts/drills" / name).stat().st_mode & 0o111]
    assert [name for name in drills if not re.search(rf"scripts/drill {name}\b|^\| `{name}\b", told, re.M)] == []


def test_files_named_exist(by_hand: dict[Path, str]) -> None:
    missing = []
    for path, text in by_hand.items():
        for span in code(text):
            named = span.strip().rstrip(".,;:")
            if not NAMED.match(named) or named.startswith(MADE) or "…" in named or "NAME" in named:
                continue
            options = braces(named)
            missing += [f"{path.relative_to(ROOT)}: {one}" for one in options if not any(ROOT.glob(one.rstrip("/")))]
    assert missing == []


def braces(named: str) -> list[str]:
    """a/{b,c}.md names two files."""
    found = re.search(r"\{([^{}]*)\}", named)
    if found is None:
        return [named]
    before, after = named[: found.start()], named[found.end() :]
    return [one for choice in found[1].split(",") for one in braces(f"{before}{choice}{after}")]
