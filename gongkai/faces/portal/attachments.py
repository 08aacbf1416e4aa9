"""附件的说明：what kind of file it is and what opens it, in words for people who do not know endings."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.engines.publishing.models import Attachment

_KINDS = {
    "pdf": (_("PDF 文档"), _("浏览器就能打开")),
    "docx": (_("Word 文档"), _("用 WPS、Word 或者手机自带的文档应用打开")),
    "doc": (_("Word 文档"), _("用 WPS 或 Word 打开")),
    "wps": (_("WPS 文档"), _("用 WPS 打开")),
    "ofd": (_("OFD 版式文档"), _("用 OFD 阅读器或 WPS 打开")),
    "xlsx": (_("Excel 表格"), _("用 WPS、Excel 打开")),
    "xls": (_("Excel 表格"), _("用 WPS、Excel 打开")),
    "et": (_("WPS 表格"), _("用 WPS 打开")),
    "csv": (_("CSV 表格"), _("用 WPS、Excel 打开，也便于程序读取")),
    "pptx": (_("演示文稿"), _("用 WPS、PowerPoint 打开")),
    "txt": (_("纯文本"), _("什么设备都能打开")),
    "jpg": (_("图片"), _("什么设备都能打开")),
    "jpeg": (_("图片"), _("什么设备都能打开")),
    "png": (_("图片"), _("什么设备都能打开")),
    "zip": (_("压缩包"), _("先解压再打开")),
}


@dataclass(frozen=True)
class Shown:
    """附件一行：the file, what it is, and what opens it; both empty for an ending we do not know."""

    file: Attachment
    kind: str
    opened_with: str


def shown(files: Sequence[Attachment]) -> list[Shown]:
    """附件列表：in their order."""
    rows = []
    for file in files:
        ending = PurePath(file.file_name).suffix.lower().removeprefix(".")
        kind, opened_with = _KINDS.get(ending, ("", ""))
        named = str(kind) or gettext("%(ending)s 文件") % {"ending": ending.upper()} if ending else ""
        rows.append(Shown(file, str(named), str(opened_with)))
    return rows
