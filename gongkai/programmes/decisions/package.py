"""归档卷：the whole process of a decision as one zip: steps, course, papers released and on file, hearings, a list.

The same matter gives the same bytes. Contacts of who enrolled for a hearing stay out.
依据：《重大行政决策程序暂行条例》第三十三条。
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.engines.casework.rules import Done, Kind, shown_rows
from gongkai.engines.publishing.models import Edition
from gongkai.foundation import sealing
from gongkai.foundation.errors import Conflict
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.queries import name_on
from gongkai.foundation.people import queries as people
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.decisions import filing, rules
from gongkai.programmes.decisions.handling import progress_of
from gongkai.programmes.decisions.models import HearingEnrolment
from gongkai.programmes.decisions.programme import DECISIONS

LIST = "目录.json"
READY = frozenset({"in_force", "suspended", "rejected", "stopped", "closed"})
_APART = str.maketrans(dict.fromkeys('\\/:*?"<>|', "＿"))


def is_ready(case: Case) -> bool:
    """可否成卷：once it is published, kept secret, or ended."""
    return case.state in READY


def package(case: Case, *, at: datetime) -> bytes:
    """归档卷：of a matter that is decided and published, or ended.

    :raises Conflict: before.
    """
    if not is_ready(case):
        raise Conflict("这件决策事项还没有公布或者办结，还没有归档卷。")
    done = done_in(case)
    parts = {
        "程序履行情况.txt": _steps(case, done, china_date(at)).encode(),
        "办理经过.txt": _course(case, done).encode(),
        **dict(_papers(case)),
        **dict(_hearings(case)),
        **dict(_filed(case)),
    }
    listed = json.dumps(_manifest(case, done, parts, china_date(at)), ensure_ascii=False, indent=2).encode()
    return _zipped({LIST: listed, **parts}, on=done[-1].on)


def _steps(case: Case, done: Sequence[Done], today: date) -> str:
    scope = rules.scope_of(case.organ.kind)
    reference = rules.reference_of(scope, on=done[-1].on)
    lines = [f"决策机关参照执行：{reference}"] if reference else []
    for one in progress_of(done, on=today, scope=scope):
        how = day_in_chinese(one.on) if one.on else ("未完成" if one.step.required else "不需要")
        lines.append(f"{one.step.name}　{how}　{one.step.whose}")
        lines += [f"　　{why.sentence}（{why.cited}）{why.basis.caution}" for why in one.step.reasons]
    return "\n".join([*lines, ""])


def _course(case: Case, done: Sequence[Done]) -> str:
    names = people.names(item.by for item in done)
    lines = [f"{case.number}　{case.title}", ""]
    for item in done:
        act = DECISIONS.act(item.act)
        lines.append(f"{item.number}. {day_in_chinese(item.on)}　{act.name}　{names.get(item.by, '系统')}")
        for need in act.needs:
            if text := item.given.get(need.key):
                said = shown_rows(need, text) if need.kind is Kind.ROWS else need.shown(text)
                lines.append(f"　　{need.name}：{said}")
    return "\n".join([*lines, ""])


def _papers(case: Case) -> Iterator[tuple[str, bytes]]:
    """公布的文件：every edition released, with the digest under which it stands in the ledger."""
    papers = {one.record: one for one in case.decision_papers.order_by("pk")}
    editions = Edition.objects.filter(record__uid__in=papers, released_at__isnull=False).select_related("record")
    for place, one in enumerate(editions.order_by("released_at", "pk"), start=1):
        name = f"{papers[one.record.uid].get_role_display()} {one.title[:80].translate(_APART)}"
        yield f"公布的文件/{place:02d} {name}（第{one.number}版）.html", _html(one)


def _html(one: Edition) -> bytes:
    meta = f"<p>{one.record.uid}/{one.number}　SHA-256 {one.sha256}</p>"
    head = f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{one.record.uid}</title>'
    return f"{head}{meta}{one.body}</html>".encode()


def _hearings(case: Case) -> Iterator[tuple[str, bytes]]:
    """听证会：how many enrolled for which side, and who was chosen."""
    for place, one in enumerate(case.hearings.order_by("pk"), start=1):
        rows = list(HearingEnrolment.objects.filter(hearing=one).order_by("number"))
        lines = [
            one.title,
            f"{day_in_chinese(one.held_on)}{one.time}　{one.place}",
            f"报名{len(rows)}人",
            one.chosen_how,
        ]
        lines += [f"{row.number}　{row.public_name}（{row.get_stake_display()}）" for row in rows if row.chosen]
        yield f"听证会/{place:02d} 听证参加人名单.txt", "\n".join([*lines, ""]).encode()


def _filed(case: Case) -> Iterator[tuple[str, bytes]]:
    """归档材料：as they were signed or received."""
    for place, one in enumerate(case.filed_papers.filter(void_reason=""), start=1):
        name = f"{one.kind} {one.name[:60].translate(_APART)}.{one.extension}"
        yield f"归档材料/{place:02d} {name}", sealing.unseal_bytes(bytes(one.sealed))


def _manifest(case: Case, done: Sequence[Done], parts: Mapping[str, bytes], today: date) -> dict[str, Any]:
    facts = rules.facts_of(done)
    standing = progress_of(done, on=today, scope=rules.scope_of(case.organ.kind))
    filed = case.filed_papers.defer("sealed")
    return {
        "编号": case.number,
        "决策事项": case.title,
        "决策机关": name_on(case.organ, done[-1].on),
        "机关代码": case.organ.code,
        "启动之日": str(case.first_received_on or ""),
        "状态": DECISIONS.state(case.state).name,
        "依法不予公开": bool(facts and facts.secret),
        "文件": [
            {"名称": name, "字节数": len(content), "SHA-256": hashlib.sha256(content).hexdigest()}
            for name, content in parts.items()
        ],
        "尚缺材料": list(filing.missing(standing, [one.kind for one in filed if not one.void_reason])),
        "作废的材料": [
            {"名称": f"{one.kind} {one.name}", "SHA-256": one.sha256, "理由": one.void_reason}
            for one in filed
            if one.void_reason
        ],
    }


def _zipped(files: Mapping[str, bytes], *, on: date) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            zipped.writestr(entry, content)
    return kept.getvalue()
