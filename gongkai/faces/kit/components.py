"""组件：the plain values behind the template components."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Status:
    """效力状态：the words and the look of a document's legal standing; `dated` names the day that belongs to it."""

    code: str
    label: "StrOrPromise"
    sentence: "StrOrPromise"
    tone: str
    badge: str
    dated: "StrOrPromise" = ""


STATUSES = (
    Status("in_force", _("现行有效"), "", "", "good"),
    Status(
        "amended", _("已修改"), _("本件部分内容已被修改，引用时请以修改后的文本为准。"), "warn", "warn", _("修改日期")
    ),
    Status("repealed", _("已废止"), _("本件已经废止，不再作为行政管理的依据。"), "off", "off", _("废止日期")),
    Status("expired", _("已失效"), _("本件有效期已满，不再作为行政管理的依据。"), "off", "off", _("失效日期")),
    Status("not_yet", _("尚未施行"), _("本件已经公布，到施行之日起生效。"), "info", "info", _("施行日期")),
    Status("not_made", _("尚未制发"), _("这一天本件尚未制发。"), "info", "info", _("成文日期")),
    Status("draft", _("征求意见稿"), _("本件正在征求意见，不是生效文件。"), "info", "info", _("意见截止日期")),
    Status(
        "historical", _("历史文件"), _("本件是历史文件，仅供查阅，所载规定可能已经变化。"), "off", "off", _("成文日期")
    ),
    Status("withdrawn", _("已撤回"), _("本件已由公开机关撤回，正文不再提供。"), "off", "off", _("撤回日期")),
)
_BY_CODE = {status.code: status for status in STATUSES}


def status_of(code: str) -> Status:
    """效力状态：by its code.

    :raises KeyError: for a code the design system has no words for.
    """
    return _BY_CODE[code]


def _has_han(text: object) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in str(text))


@dataclass(frozen=True)
class Crumb:
    """位置：one step of the way to this page."""

    label: str
    href: str

    @property
    def chinese(self) -> bool:
        """中文名称：on an English page a step that still reads Chinese is a name."""
        return _has_han(self.label)


@dataclass(frozen=True)
class Fault:
    """错误：one sentence of the error summary, and the id of the control it belongs to."""

    target: str
    sentence: str


@dataclass(frozen=True)
class Row:
    """摘要项：a name, its value, and perhaps where to look further; `chinese`: the value is, in any language."""

    name: str
    value: Any
    href: str = ""
    link: str = ""
    wide: bool = False
    chinese: bool = False

    @property
    def named_in_chinese(self) -> bool:
        """中文名目：such as the numbering scheme an organ chose, which has no English."""
        return _has_han(self.name)

    @classmethod
    def of(cls, source: "Row | Mapping[str, Any] | Sequence[Any]") -> "Row":
        """摘要项：from what a view has at hand: a row, a mapping or a sequence in the same order."""
        if isinstance(source, Row):
            return source
        return cls(**source) if isinstance(source, Mapping) else cls(*source)
