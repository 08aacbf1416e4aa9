"""法定参数：the named limits and provisions. Each names the one fact it is keyed on and has no default date."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from .book import current
from .chinese import day_in_chinese
from .errors import LawError, OutsideCoverage
from .form import Form
from .instruments import Citation, Value
from .quantities import CalendarDays, Count, MonthDay, Quantity, Tiers, WorkingDays

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


@dataclass(frozen=True)
class StatutoryForm:
    """法定表样：a form an instrument fixes; the last day of the period reported on picks its edition."""

    instrument: str

    def at(self, *, period_ended_on: date) -> Form:
        """Give the edition of the form for a period.

        :raises OutsideCoverage: when no edition covers the period, or its form is not held.
        """
        edition = current().edition_on(self.instrument, period_ended_on)
        form = current().forms.get(edition.key) if edition else None
        if form is None:
            raise OutsideCoverage(
                f"截至{day_in_chinese(period_ended_on)}的报告没有收录表样。请核对报告年度；确需使用其他表样的，"
                "请管理员在本地法规目录中补录。"
            )
        return form

    @property
    def editions(self) -> tuple[Form, ...]:
        """The editions held, the newest first."""
        instrument = next(item for item in current().instruments if item.key == self.instrument)
        held = (current().forms.get(edition.key) for edition in reversed(instrument.editions))
        return tuple(form for form in held if form is not None)


ANNUAL_REPORT = StatutoryForm("AR")
"""政府信息公开工作年度报告的统计表. 依据：条例第五十条第二款。"""

# 政府信息公开条例
PROACTIVE_LIMIT = Parameter("proactive_limit", WorkingDays)
"""主动公开期限：keyed on `formed_on` or `changed_on`. 依据：条例第二十六条。"""
RE_REVIEW_INTERVAL = Parameter("re_review_interval", CalendarDays)
"""不予公开信息定期评估间隔：keyed on `reviewed_on`; configuration. 依据：条例第十八条（未定期限）。"""
CORRECTION_NOTICE_LIMIT = Parameter("correction_notice_limit", WorkingDays)
"""告知补正期限：keyed on `received_on`. 依据：条例第三十条。"""
THIRD_PARTY_LIMIT = Parameter("third_party_limit", WorkingDays)
"""第三方提出意见期限：keyed on `letter_received_on`. 依据：条例第三十二条。"""
REPLY_LIMIT = Parameter("reply_limit", WorkingDays)
"""答复期限：keyed on `received_on`, the day the first application was received. 依据：条例第三十三条第二款。"""
EXTENSION_LIMIT = Parameter("extension_limit", WorkingDays)
"""延长答复期限的上限：keyed on `received_on`. 依据：条例第三十三条第二款。"""
CO_MAKER_LIMIT = Parameter("co_maker_limit", WorkingDays)
"""共同制作机关提出意见期限：keyed on `letter_received_on`. 依据：条例第三十四条。"""
DEPARTMENT_REPORT_BY = Parameter("department_report_by", MonthDay)
"""部门年度报告公布截止日：keyed on `period_ended_on`; a day of the year after. 依据：条例第四十九条第一款。"""
GOVERNMENT_REPORT_BY = Parameter("government_report_by", MonthDay)
"""本级政府年度报告公布截止日：keyed on `period_ended_on`; a day of the year after. 依据：条例第四十九条第二款。"""
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

# 政府网站检查
GUIDE_ELEMENTS_MISSING = Parameter("guide_elements_missing", Count)
"""办事指南缺少要素的种数：keyed on `inspected_on`; from so many kinds a guide counts as useless. Not verified."""
GUIDES_WANTING = Parameter("guides_wanting", Count)
"""要素缺失的事项数：keyed on `inspected_on`; from so many such items the whole site fails. Not verified."""

# 依申请公开
FEE_BASIS = Provision("fee_basis")
ITEM_FEE = Parameter("item_fee", Tiers)
"""按件计收标准：keyed on `received_on`; one applicant, one calendar month. 依据：国办函〔2020〕109号第四条。"""
PAGE_FEE = Parameter("page_fee", Tiers)
"""按量计收标准：keyed on `received_on`; pages of one application. 依据：国办函〔2020〕109号第五条。"""
FEE_PAYMENT_LIMIT = Parameter("fee_payment_limit", WorkingDays)
"""缴纳信息处理费期限：keyed on `received_on` or `letter_received_on`; not verified. 依据：国办函〔2020〕109号。"""
RIGHT_TO_APPLY = Provision("right_to_apply")
FORM_OF_APPLICATION = Provision("form_of_application")
CONTENTS_OF_APPLICATION = Provision("contents_of_application")
CORRECTION = Provision("correction")
CORRECTION_RESTARTS = Provision("correction_restarts")
CORRECTION_ABANDONED = Provision("correction_abandoned")
RECEIVED_AT_COUNTER = Provision("received_at_counter")
RECEIVED_BY_SIGNED_MAIL = Provision("received_by_signed_mail")
RECEIVED_BY_ORDINARY_MAIL = Provision("received_by_ordinary_mail")
RECEIVED_ONLINE_OR_BY_FAX = Provision("received_online_or_by_fax")
THIRD_PARTY_CONSULTED = Provision("third_party_consulted")
THIRD_PARTY_SILENT = Provision("third_party_silent")
PUBLIC_INTEREST_OVERRIDE = Provision("public_interest_override")
REPLY_ON_THE_SPOT = Provision("reply_on_the_spot")
EXTENSION_APPROVED = Provision("extension_approved")
CONSULTATION_EXCLUDED = Provision("consultation_excluded")
CO_MAKER_SILENT = Provision("co_maker_silent")
REASONS_FOR_VOLUME = Provision("reasons_for_volume")
REPLY_DELAYED = Provision("reply_delayed")
KINDS_OF_REPLY = Provision("kinds_of_reply")
SEPARABLE_PART = Provision("separable_part")
FORM_OF_PROVISION = Provision("form_of_provision")
RECORD_CORRECTION = Provision("record_correction")
NO_FEE = Provision("no_fee")
HELP_TO_APPLY = Provision("help_to_apply")
MANY_APPLICANTS = Provision("many_applicants")
SUGGESTED_PROACTIVE = Provision("suggested_proactive")
REQUEST_RECORDS = Provision("request_records")
SUPERVISION = Provision("supervision")
REPORT_CONTENTS = Provision("report_contents")
REPORT_FORMAT = Provision("report_format")
COMPLAINT_UPWARD = Provision("complaint_upward")
