"""清除缓存的任务：what a release, a correction or a withdrawal made stale, by key and by address."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Trace
from gongkai.faces.portal.caching import ORGAN
from gongkai.faces.portal.crawling import slice_of
from gongkai.foundation import purging
from gongkai.foundation.pages.operations import SEARCH
from gongkai.foundation.pages.shelves import LEDGER, LISTS, RECORD
from gongkai.foundation.purging import Stale
from gongkai.programmes.policies.programme import PARTS

LISTED = ("home", "openness", "policies", "policies-feed", "policies-json", "ledger-feed", "ledger-json", "sitemap")


def purge_record(*, record: str, edition: int, at: datetime) -> None:  # noqa: ARG001 — the event names the edition
    """清除一件：its pages, those of the records it is tied to, and the lists; may run any number of times.

    :raises NotPurged: when a cache does not answer; the queue tries again, then raises an alarm.
    """
    if purging.is_cached():
        purging.purge(stale_by([record]))


def stale_by(records: Iterable[str]) -> Stale:
    """因此过时的：keys and addresses changed by an act on these records. Five SQL queries."""
    traces = queries.traces(records)
    addresses = [reverse(f"portal:{name}") for name in LISTED]
    keys = [LISTS, SEARCH, LEDGER]
    for trace in traces:
        keys.append(f"{RECORD}{trace.record}")
        addresses += _of_record(trace)
        if not trace.neighbour:
            keys.append(f"{ORGAN}{trace.organ}")
            addresses += _of_organ(trace.organ)
            slices = sorted({slice_of(edition) for edition in trace.editions})
            addresses += [reverse("portal:sitemap-documents", args=[number]) for number in slices]
    return Stale(tuple(dict.fromkeys(keys)), tuple(dict.fromkeys(addresses)))


def _of_record(trace: Trace) -> Iterable[str]:
    yield reverse("portal:document", args=[trace.record])
    for number in trace.numbers:
        yield reverse("portal:edition", args=[trace.record, number])
    for number, place in trace.files:
        yield reverse("portal:file", args=[trace.record, number, place])


def _of_organ(code: str) -> Iterable[str]:
    yield from (reverse("portal:part", args=[code, part]) for part in PARTS)
    yield from (reverse(f"portal:{name}", args=[code]) for name in ("organ-feed", "organ-json"))
