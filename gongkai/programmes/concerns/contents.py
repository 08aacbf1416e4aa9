"""舆情内容：what an item must say and what is wrong with one. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gongkai.foundation.text import storable
from gongkai.programmes.concerns import rules

LONGEST = {"title": 300, "source": 100, "url": 1000, "words": 4000}


@dataclass(frozen=True)
class Said:
    """舆情内容：what was said where, as found."""

    title: str
    source: str
    url: str = ""
    words: str = ""

    def tidy(self) -> "Said":
        """整理：blanks and what no database takes."""
        title, source = (" ".join(storable(one).split()) for one in (self.title, self.source))
        return Said(title, source, storable(self.url).strip(), storable(self.words).strip())

    def problems(self, *, found_at: datetime, at: datetime) -> Iterator[tuple[str, str]]:
        """缺漏：field and sentence, all at once."""
        wanting = (
            ("title", self.title, "请填写标题，说明是什么事。"),
            ("source", self.source, "请填写来源，例如网站、论坛或者账号的名称。"),
            (
                "url",
                not self.url or rules.is_address(self.url),
                "网址请以http://或者https://开头，从浏览器的地址栏复制。",
            ),
            ("found_at", found_at <= at, "发现时间不能晚于现在。"),
            ("found_at", found_at >= at - rules.LONG_AGO, "发现时间在一年以前，请核对年份。"),
        )
        yield from ((field, sentence) for field, met, sentence in wanting if not met)
        for key, most in LONGEST.items():
            if len(getattr(self, key)) > most:
                yield key, "这一项太长了，请缩短。"
