"""阅读方式：language, size and contrast as the reader chose them: settings of the same address, kept in one cookie.

The value is canonical: `en.elder.contrast`, parts in this order, what is standard left out. So there are few variants
of a page, and whoever keeps pages asks `variant` what to key them on.
"""

from dataclasses import dataclass, replace

from django.http import HttpRequest, QueryDict

from gongkai.faces.kit import languages, ports
from gongkai.foundation.now import now

COOKIE = "reading"
PARAMETER = "lang"
INSIDE = ("/office/", "/accounts/", "/api/")


@dataclass(frozen=True)
class Reading:
    """阅读方式：`language` one of `languages.LANGUAGES`; `elder` 长者模式, `contrast` 高对比; they combine."""

    language: str = languages.CHINESE
    elder: bool = False
    contrast: bool = False

    def __str__(self) -> str:
        language = "" if self.language == languages.CHINESE else self.language
        return ".".join(part for part in (language, *self.modes) if part)

    @property
    def modes(self) -> tuple[str, ...]:
        """显示方式：the classes of the page."""
        return tuple(name for name in ("elder", "contrast") if getattr(self, name))

    @property
    def tag(self) -> str:
        """语言标签：of the page."""
        return languages.TAGS[self.language]


def parse(value: str) -> Reading:
    """读出：whatever the cookie says gives a way of reading; what is unknown is standard."""
    parts = value[:60].split(".")
    language = next((part for part in parts if part in languages.LANGUAGES), languages.CHINESE)
    return Reading(language, elder="elder" in parts, contrast="contrast" in parts)


def kept(request: HttpRequest) -> Reading:
    """所存：what the reader chose for every page."""
    return parse(request.COOKIES.get(COOKIE, ""))


def has_languages(request: HttpRequest) -> bool:
    """是否有外文版：the back office, the sign-in pages and the API speak Chinese only."""
    return not request.path.startswith(INSIDE)


def of(request: HttpRequest) -> Reading:
    """本页：what the reader chose, unless the address names the language."""
    chosen = kept(request)
    if not has_languages(request):
        return replace(chosen, language=languages.CHINESE)
    asked = named_language(request)
    return replace(chosen, language=asked) if asked else chosen


def named_language(request: HttpRequest) -> str:
    """网址指定的语言：the one `?lang=` names, where there are languages; else nothing."""
    asked = request.GET.get(PARAMETER, "") if has_languages(request) else ""
    return asked if asked in languages.LANGUAGES else ""


def changed(reading: Reading, asked: QueryDict) -> Reading:
    """改动：`language=en`, `elder=on`, `contrast=off`: each changes its own part and leaves the rest."""
    language = asked.get("language", "")
    if language in languages.LANGUAGES:
        reading = replace(reading, language=language)
    elder, contrast = (_switched(asked.get(name), now=getattr(reading, name)) for name in ("elder", "contrast"))
    return replace(reading, elder=elder, contrast=contrast)


def _switched(asked: str | None, *, now: bool) -> bool:
    return asked == "on" if asked in {"on", "off"} else now


def is_grey(request: HttpRequest) -> bool:
    """是否哀悼：is the whole site shown in grey now?"""
    return ports.mourning(getattr(request, "at", None) or now())


def variant(request: HttpRequest) -> str:
    """变体：names the version of a page that this request gets; nothing for most readers. `?lang=` is heeded."""
    return named(str(of(request)), grey=is_grey(request))


def named(value: str, *, grey: bool) -> str:
    """变体名：of a page without `?lang=`, from the cookie's value alone, for whoever keeps pages.

    At most 24: three languages, with 长者模式 or without, with high contrast or without, in grey or not.
    """
    return ".".join(part for part in (str(parse(value)), "grey" * grey) if part)
