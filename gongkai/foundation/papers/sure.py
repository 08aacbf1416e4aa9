"""可信度：how sure the reading of a PDF is, page by page."""

from dataclasses import dataclass

HIGH, FAIR, LOW, NONE = "高", "中", "低", "未读出"


@dataclass(frozen=True)
class PageSureness:
    """一页的可信度：`share` 0 to 1, `grade` 高, 中, 低 or 未读出; `notes` say what to look at."""

    page: int
    share: float
    grade: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sureness:
    """可信度：of a whole reading; `share` is the mean of its pages, weighed by characters; an unread page counts."""

    share: float
    grade: str
    pages: tuple[PageSureness, ...]

    @property
    def sentence(self) -> str:
        """一句话：the whole in words."""
        unsure = [str(page.page) for page in self.pages if page.grade != HIGH]
        shown = "、".join(unsure[:20]) + ("等" if len(unsure) > 20 else "")
        where = f"，其中第 {shown} 页需要对照原件核对" if unsure else "，没有发现可疑的页"
        return f"从 PDF 读出 {len(self.pages)} 页，文字可信度{self.grade}（{round(self.share * 100)}%）{where}。"
