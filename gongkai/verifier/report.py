"""核验结果：what was checked, in sentences, and what it amounts to."""

import unicodedata
from dataclasses import dataclass, field

VERIFIED, FAILED, UNCHECKED = 0, 1, 2


class Failed(Exception):
    """核验不通过：what the site shows contradicts the ledger, the key or itself."""


@dataclass(frozen=True)
class Check:
    """一项核验：`passed` is None when it could not be carried out; `name` is stable, for programs."""

    name: str
    passed: bool | None
    sentence: str


@dataclass
class Report:
    """核验报告：`facts` is what the ledger proves was released, for the reader to compare with the screen.

    `losses` is what the log itself admits to have lost since this reader's key was made known.
    """

    url: str
    checks: list[Check] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    conflicting: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 verified, 1 a check failed, 2 something could not be checked."""
        results = {check.passed for check in self.checks}
        if False in results:
            return FAILED
        return VERIFIED if results == {True} else UNCHECKED

    @property
    def conclusion(self) -> str:
        """结论。"""
        lost = "但账本声明丢失过已公布的条目，见上面的恢复声明。" if self.losses else ""
        return {
            VERIFIED: f"核验通过：页面与公开账本一致。{lost}",
            FAILED: "核验不通过：页面与公开账本不一致，请保存本次结果和页面，并向公开机关或其上级反映。",
            UNCHECKED: "未能完成核验：请看上面注明的原因，稍后再试。",
        }[self.exit_code]

    def as_dict(self) -> dict[str, object]:
        """The report for programs."""
        return {
            "format": "gongkai-report-1",
            "url": self.url,
            "exit_code": self.exit_code,
            "conclusion": self.conclusion,
            "checks": [{"name": c.name, "passed": c.passed, "sentence": c.sentence} for c in self.checks],
            "warnings": self.warnings,
            "facts": self.facts,
            "losses": self.losses,
            "conflicting_checkpoints": self.conflicting,
        }


def shown(text: str, limit: int = 200) -> str:
    """Text from the site, fit for a terminal: one line, no control or direction characters, not too long."""
    plain = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} else " " for c in text)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
