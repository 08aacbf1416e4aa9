"""收割请求：the arguments of a request read, or refused with the code the protocol names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import QueryDict

from gongkai.engines.publishing.queries import Filters, Mark, Period
from gongkai.faces.portal.oai.formats import FORMATS

SALT = "gongkai.oai"
_DAY, _INSTANT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
LISTS = ("ListIdentifiers", "ListRecords")
# 动词：its arguments; those marked with * must be there.
VERBS: Mapping[str, frozenset[str]] = {
    "Identify": frozenset(),
    "ListMetadataFormats": frozenset({"identifier"}),
    "ListSets": frozenset({"resumptionToken"}),
    "GetRecord": frozenset({"identifier*", "metadataPrefix*"}),
    **dict.fromkeys(LISTS, frozenset({"metadataPrefix*", "from", "until", "set", "resumptionToken"})),
}
SETS = frozenset({"organ", "kind", "theme"})


class Refused(Exception):
    """收割请求有误：one of the protocol's error codes."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


@dataclass(frozen=True)
class Asked:
    """所问：`given` are the arguments as they came; `passed` counts the records already given."""

    verb: str
    given: Mapping[str, str]
    prefix: str = ""
    identifier: str = ""
    from_: str = ""
    until: str = ""
    set: str = ""
    after: Mark | None = None
    passed: int = 0
    resumed: bool = False

    @property
    def period(self) -> Period:
        """The span of datestamps, its upper bound excluded."""
        return Period(_instant(self.from_), _instant(self.until, end=True))

    @property
    def filters(self) -> Filters:
        """The set as filters; a set of all organs, kinds or themes is everything."""
        name, _, value = self.set.partition(":")
        return Filters(
            organ=value if name == "organ" else "",
            kinds=(value,) if name == "kind" and value else (),
            theme=value if name == "theme" else "",
        )


def asked(params: QueryDict) -> Asked:
    """读出请求。

    :raises Refused: with the protocol's code.
    """
    verb = params.get("verb", "")
    if verb not in VERBS or len(params.getlist("verb")) > 1:
        raise Refused("badVerb", "verb 缺失、重复或者不是 OAI-PMH 2.0 的六个动词之一。")
    given = {name: params.get(name, "") for name in params if name != "verb"}
    allowed = {name.rstrip("*") for name in VERBS[verb]}
    if set(given) - allowed or any(len(params.getlist(name)) > 1 for name in given):
        raise Refused("badArgument", f"{verb} 只接受这些参数，且各一次：{'、'.join(sorted(allowed)) or '无'}。")
    if "resumptionToken" in given:
        return _resumed(verb, given)
    missing = sorted(name.rstrip("*") for name in VERBS[verb] if name.endswith("*") and not given.get(name.rstrip("*")))
    if missing:
        raise Refused("badArgument", f"{verb} 缺少参数：{'、'.join(missing)}。")
    return _checked(
        Asked(
            verb=verb,
            given={"verb": verb, **given},
            prefix=given.get("metadataPrefix", ""),
            identifier=given.get("identifier", ""),
            from_=given.get("from", ""),
            until=given.get("until", ""),
            set=given.get("set", ""),
        ),
        given,
    )


def _checked(request: Asked, given: Mapping[str, str]) -> Asked:
    dates = [given[name] for name in ("from", "until") if name in given]
    for pattern in (_DAY, _INSTANT):
        if all(pattern.fullmatch(date) for date in dates):
            break
    else:
        raise Refused("badArgument", "from、until 须为 YYYY-MM-DD 或者 YYYY-MM-DDThh:mm:ssZ，两者写法一致。")
    period = request.period
    if period.from_ and period.until and period.from_ >= period.until:
        raise Refused("badArgument", "from 不得晚于 until。")
    name, _, value = request.set.partition(":")
    if request.set and (name not in SETS or value.count(":")):
        raise Refused("noRecordsMatch", "没有这个集合。有哪些集合，用 ListSets 查询。")
    if request.prefix and request.prefix not in FORMATS:
        raise Refused("cannotDisseminateFormat", f"只提供这些格式：{'、'.join(FORMATS)}。")
    return request


def _instant(text: str, *, end: bool = False) -> datetime | None:
    """What a datestamp means; as an end, the first instant no longer meant."""
    if not text:
        return None
    day = len(text) == 10
    try:
        moment = datetime.strptime(text, "%Y-%m-%d" if day else "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        return moment + (timedelta(days=1) if day else timedelta(seconds=1)) if end else moment
    except (ValueError, OverflowError):
        raise Refused("badArgument", f"没有“{text[:30]}”这个日期。") from None


def token(request: Asked, last: Mark, passed: int) -> str:
    """续取令牌：all that is needed to go on, signed, so that no state is kept and none can be made up."""
    told = (request.verb, request.prefix, request.from_, request.until, request.set, last.at.isoformat(), last.id)
    return signing.dumps([*told, passed], salt=SALT, compress=True)


def _resumed(verb: str, given: Mapping[str, str]) -> Asked:
    if len(given) > 1:
        raise Refused("badArgument", "resumptionToken 须单独使用，不与其他参数一起。")
    try:
        told_verb, prefix, from_, until, set_, at, last, passed = signing.loads(given["resumptionToken"], salt=SALT)
        mark = Mark(datetime.fromisoformat(at), int(last))
    except (signing.BadSignature, ValueError, TypeError):
        told_verb = ""
    if told_verb != verb:
        raise Refused("badResumptionToken", "续取令牌无效。请从头收割。")
    request = Asked(verb, {"verb": verb, **given}, prefix=prefix, from_=from_, until=until, set=set_)
    return replace(request, after=mark, passed=int(passed), resumed=True)


def host() -> str:
    """本站主机名：the namespace of our identifiers."""
    return urlsplit(settings.GONGKAI_ORIGIN).hostname or "localhost"


def identifier_of(record: str) -> str:
    """标识：oai:<host>:<uid>, as the guidelines for OAI identifiers say."""
    return f"oai:{host()}:{record}"


def record_of(identifier: str) -> str:
    """标识所指的记录编号；"" for an identifier that is not ours."""
    prefix = f"oai:{host()}:"
    return identifier.removeprefix(prefix) if identifier.startswith(prefix) else ""
