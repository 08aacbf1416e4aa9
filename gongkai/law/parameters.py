"""法定参数：the named limits and provisions. Each names the one fact it is keyed on and has no default date."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from .book import current
from .errors import LawError
from .instruments import Citation, Value
from .quantities import CalendarDays, Quantity, WorkingDays

Q = TypeVar("Q", bound=Quantity)


@dataclass(frozen=True)
class Parameter(Generic[Q]):
    """法定参数：a quantity fixed by law or configuration, read from the book in force when asked."""

    id: str
    kind: type[Q]

    def at(self, **fact: date) -> Value[Q]:
        """Give the value and its citation on the day of the one fact it is keyed on.

        :raises WrongFact: for another fact, none, several, or something that is not a plain date.
        :raises OutsideCoverage: for a day no row covers.
        """
        row = current().rule(self.id).row(fact)
        if not isinstance(row.value, self.kind):
            raise LawError(f"{self.id} is in {type(row.value).__name__}, not {self.kind.__name__}")
        return Value(row.value, row.citation)

    @property
    def name(self) -> str:
        """The Chinese name for the screen."""
        return current().rule(self.id).name


@dataclass(frozen=True)
class Provision:
    """法律规定：a rule without a number, cited as it stood on the day of a fact."""

    id: str

    def at(self, **fact: date) -> Citation:
        """Give the citation on the day of the one fact it is keyed on.

        :raises WrongFact: for another fact, none, several, or something that is not a plain date.
        :raises OutsideCoverage: for a day no row covers.
        """
        return current().rule(self.id).row(fact).citation

    @property
    def name(self) -> str:
        """The Chinese name for the screen."""
        return current().rule(self.id).name


# 政府信息公开条例
PROACTIVE_LIMIT = Parameter("proactive_limit", WorkingDays)
"""主动公开期限：keyed on `formed_on` or `changed_on`. 依据：条例第二十六条。"""
RE_REVIEW_INTERVAL = Parameter("re_review_interval", CalendarDays)
"""不予公开信息定期评估间隔：keyed on `reviewed_on`; configuration. 依据：条例第十八条（未定期限）。"""
OPENNESS_PRINCIPLE = Provision("openness_principle")
GUIDE_AND_CATALOGUE = Provision("guide_and_catalogue")
DUTY_TO_DISCLOSE = Provision("duty_to_disclose")
DISCLOSURE_REVIEW = Provision("disclosure_review")
DOUBT_REFERRED = Provision("doubt_referred")
PERIODIC_RE_REVIEW = Provision("periodic_re_review")
PROACTIVE_SCOPE = Provision("proactive_scope")
PLATFORM_FUNCTIONS = Provision("platform_functions")

# 行政规范性文件、政策解读
LEGALITY_REVIEW_MIN = Parameter("legality_review_min", WorkingDays)
"""合法性审查最短时间：keyed on `submitted_on`; configuration."""
LEGALITY_REVIEW_MAX = Parameter("legality_review_max", WorkingDays)
"""合法性审查最长时间：keyed on `submitted_on`; configuration."""
INTERPRETATION_LIMIT = Parameter("interpretation_limit", WorkingDays)
"""政策解读材料发布期限：keyed on `published_on`; configuration."""
DISCLOSURE_ATTRIBUTE = Provision("disclosure_attribute")
WITHHELD_POLICY_REVIEW = Provision("withheld_policy_review")

# 平台、索引号
PLATFORM_PARTS = Provision("platform_parts")
INDEX_NUMBER = Provision("index_number")
