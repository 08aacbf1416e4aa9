"""站点：what every template knows of the site; settings only, never the database."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongkai.faces.kit import languages, reading
from gongkai.faces.kit.reading import Reading

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Channel:
    """频道：one of the five entries of the portal, and the paths that belong to it."""

    code: str
    label: "StrOrPromise"
    href: str
    paths: tuple[str, ...]


CHANNELS = (
    Channel("home", _("首页"), "/", ()),
    Channel(
        "openness",
        _("政务公开"),
        "/openness/",
        ("/openness/", "/policies/", "/documents/", "/organs/", "/ledger/", "/search/", "/emergencies/", "/withheld/"),
    ),
    Channel("services", _("政务服务"), "/services/", ("/services/",)),
    Channel("interaction", _("互动交流"), "/interaction/", ("/interaction/",)),
    Channel("data", _("数据开放"), "/data/", ("/data/",)),
)


@dataclass(frozen=True)
class Site:
    """网站：its name and what the law wants at the foot of each page (国办发〔2017〕47号)."""

    name: str
    sponsor: str
    operator: str
    phone: str
    address: str
    identifier: str
    icp: str
    police: str
    origin: str
    demo: bool
    channels: tuple[Channel, ...]
    channel: str
    reading: Reading
    grey: bool
    offers_languages: bool
    languages: tuple[tuple[str, str, str], ...]
    is_linked: bool


def channel_of(path: str) -> str:
    """所在频道：the code of the channel an address belongs to, or nothing."""
    if path == "/":
        return "home"
    return next((channel.code for channel in CHANNELS if channel.paths and path.startswith(channel.paths)), "")


def _setting(name: str, default: str) -> str:
    return str(getattr(settings, f"GONGKAI_{name}", default))


def _name() -> str:
    english = _setting("SITE_ENGLISH_NAME", "") if languages.is_english() else ""
    return english or _setting("SITE_NAME", "公开 · 示范省")


def site(request: HttpRequest) -> dict[str, Any]:
    """站点：`website` and `actor` for every template; allauth keeps the name `site` for itself."""
    chosen = reading.of(request)
    facts = Site(
        name=_name(),
        sponsor=_setting("SITE_SPONSOR", "示范省人民政府办公厅"),
        operator=_setting("SITE_OPERATOR", "示范省政务公开办公室"),
        phone=_setting("SITE_PHONE", "（待填）"),
        address=_setting("SITE_ADDRESS", "（待填）"),
        identifier=_setting("SITE_IDENTIFIER", "（待填）"),
        icp=_setting("SITE_ICP", "（待填）"),
        police=_setting("SITE_POLICE", "（待填）"),
        origin=_setting("ORIGIN", ""),
        demo=bool(getattr(settings, "GONGKAI_DEMO", False)),
        channels=CHANNELS,
        channel=channel_of(request.path),
        reading=chosen,
        grey=reading.is_grey(request),
        offers_languages=reading.has_languages(request),
        languages=tuple((code, languages.TAGS[code], name) for code, name in languages.LANGUAGES.items()),
        is_linked=chosen != reading.kept(request),
    )
    return {"website": facts, "actor": getattr(request, "actor", None)}
