"""归档卷：all that was done in a case as one zip: letters, course and reckoning in words, a list with digests.

The same case gives the same bytes. What is sealed of the applicant stays out: the package holds what was sent and done.
依据：《政府信息公开条例》第四十五条。
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import procedure_of
from gongkai.engines.casework.queries import clock_of, done_in
from gongkai.engines.casework.rules import Clock, Done, Kind, Need, Procedure, result_of, shown_rows
from gongkai.foundation.errors import Conflict
from gongkai.foundation.files.queries import read_file
from gongkai.foundation.letters.models import Letter
from gongkai.foundation.mail import queries as mail
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.queries import name_on
from gongkai.foundation.people import queries as people
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.requests.choices import CHANNELS, FORMS, WAYS
from gongkai.programmes.requests.delivery import delivery_of
from gongkai.programmes.requests.lettering import letters_in, subject_of
from gongkai.programmes.requests.models import Application
from gongkai.programmes.requests.needs import RETENTION
from gongkai.programmes.requests.queries import copies_of

LIST = "目录.json"
_DEFAULT = "ten"
_APART = str.maketrans(dict.fromkeys('\\/:*?"<>|', "＿"))
"""不能用于文件名的字符：a title with a slash must neither make a folder nor lead out of one."""


def package(case: Case) -> bytes:
    """归档卷：of an archived case whose letters have all been made; one whose page cannot be set, as docx.

    :raises Conflict: before the case is archived, or while a letter is still being made.
    """
    if case.state != "archived":
        raise Conflict("本件尚未归档，还没有归档卷。请先办理“归档”。")
    done, held = done_in(case), [one.letter for one in letters_in(case)]
    if any(letter.docx is None for letter in held):
        raise Conflict("有公函文件还在生成，归档卷暂时不能下载。请过几分钟再试；仍不能下载的，请联系系统管理员。")
    ended = _ended(case, done)
    parts = {
        **_application(case),
        "办理经过.txt": _course(case, done).encode(),
        "期限计算.txt": _reckoning(case, clock_of(case, on=ended, done=done)).encode(),
        "来往邮件.txt": _mails(case, held).encode(),
        **dict(_letter_files(held)),
        **dict(_copy_files(case)),
    }
    listed = json.dumps(_manifest(case, done, ended, parts), ensure_ascii=False, indent=2).encode()
    return _zipped({LIST: listed, **parts}, on=ended)


def retention_of(done: Sequence[Done]) -> str:
    """保管期限：as chosen when the case was archived."""
    chosen = next((item.given.get("retention", "") for item in reversed(done) if item.act == "archive"), "")
    return RETENTION.shown(chosen or _DEFAULT)


def _ended(case: Case, done: Sequence[Done]) -> date:
    """The day of the act that ended it last; a case that was reopened keeps its first end for the statistics."""
    table = procedure_of(case.procedure)
    ends = (item.on for item in reversed(done) if item.act != "archive" and _ends(table, item))
    return next(ends, case.ended_on or done[-1].on)


def _since_reopened(done: Sequence[Done]) -> Sequence[Done]:
    again = max((place for place, item in enumerate(done) if item.act == "reopen"), default=-1)
    return done[again + 1 :]


def _ends(table: Procedure, item: Done) -> bool:
    to = table.act(item.act).to
    return bool(to) and table.state(to).ended


def _application(case: Case) -> dict[str, bytes]:
    """申请书：what was asked for, as it was written; nothing of what is sealed."""
    asked = Application.objects.filter(case=case).first()
    if asked is None:
        return {}
    said = [
        ("申请人", asked.name), ("名称", asked.title), ("文号", asked.number), ("其他特征", asked.features),
        ("本件办理的部分", asked.part), ("提供形式", FORMS.get(asked.form, asked.form)),
        ("获取途径", WAYS.get(asked.way, asked.way)), ("来件渠道", CHANNELS.get(asked.channel, asked.channel)),
        ("来件日期", day_in_chinese(asked.arrived_on)),
    ]  # fmt: skip
    lines = [f"{name}：{text}" for name, text in said if text]
    return {"申请书.txt": "\n".join([procedure_of(case.procedure).name, "", *lines, ""]).encode()}


def _mails(case: Case, held: Sequence[Letter]) -> str:
    """来往邮件：when, and which letter; who wrote and what is sealed here and stays out."""
    numbers = {letter.uid: letter.number for letter in held}
    sent, received = mail.listed_about(subject_of(case))
    lines = [
        (one.at, f"发出　{numbers.get(one.letter, '')}" + (f"（被退回：{one.bounce}）" if one.bounced_at else ""))
        for one in sent
    ]
    lines += [(one.at, f"收到　{'退信' if one.is_bounce else '来信'} {one.uid}") for one in received]
    said = [f"{day_in_chinese(china_date(at))}　{text}" for at, text in sorted(lines)]
    return "\n".join([*(said or ["没有电子邮件往来。"]), ""])


def _manifest(case: Case, done: Sequence[Done], ended: date, parts: Mapping[str, bytes]) -> dict[str, Any]:
    delivery = delivery_of(done)
    return {
        "办件编号": case.number,
        "标题": case.title,
        "机关": name_on(case.organ, ended),
        "机关代码": case.organ.code,
        "收到申请之日": str(case.first_received_on or ""),
        "办结之日": str(ended),
        "办理结果": result_of(procedure_of(case.procedure), _since_reopened(done)),
        "送达": delivery.sentence if delivery else "",
        "保管期限": retention_of(done),
        "文件": [
            {"名称": name, "字节数": len(content), "SHA-256": hashlib.sha256(content).hexdigest()}
            for name, content in parts.items()
        ],
    }


def _letter_files(held: Sequence[Letter]) -> Iterator[tuple[str, bytes]]:
    for place, letter in enumerate(held, start=1):
        name = f"公函/{place:02d} {letter.sheet['title']} {letter.number}"
        for stored in (letter.docx, letter.pdf):
            if stored is not None:
                yield f"{name}.{stored.extension}", read_file(stored)


def _copy_files(case: Case) -> Iterator[tuple[str, bytes]]:
    """提供的副本：each as it was given, and the original beside it where it was changed."""
    for place, one in enumerate((one for one in copies_of(case) if one.sent_with is not None), start=1):
        name = f"提供的副本/{place:02d} {one.title.translate(_APART)}"
        yield f"{name}.{one.given.extension}", read_file(one.given)
        if one.original_id != one.given_id:
            yield f"{name}（原件）.{one.original.extension}", read_file(one.original)


def _course(case: Case, done: Sequence[Done]) -> str:
    names = people.names(item.by for item in done)
    lines = [f"{case.number}　{case.title}", ""]
    for item in done:
        act = procedure_of(case.procedure).act(item.act)
        who = names.get(item.by, "系统")
        lines.append(f"{item.number}. {day_in_chinese(item.on)}　{act.name}　{who}")
        lines += [
            f"　　{need.name}：{_said(need, item.given[need.key])}"
            for need in act.needs
            if need.key != "on" and item.given.get(need.key)
        ]
    delivery = delivery_of(done)
    if delivery:
        lines += ["", f"送达：{delivery.sentence}" + (f"（{delivery.citation}）" if delivery.citation else "")]
    return "\n".join([*lines, ""])


def _said(need: Need, text: str) -> str:
    if need.kind is Kind.ROWS:
        return shown_rows(need, text)
    return day_in_chinese(date.fromisoformat(text)) if need.kind is Kind.DAY else need.shown(text)


def _reckoning(case: Case, clock: Clock | None) -> str:
    if procedure_of(case.procedure).limit is None:
        return "有关规定没有规定办理期限，没有计算届满日。\n"
    if clock is None:
        return "尚未确认收到申请，期限没有开始计算。\n"
    steps = [f"{step.sentence}" + (f"（{step.citation}）" if step.citation else "") for step in clock.steps]
    due = f"届满日：{day_in_chinese(clock.due_on)}" if clock.due_on else "届满日：未确定"
    return "\n".join([due, f"已用：{clock.used}，期限：{clock.allowed}", "", *steps, ""])


def _zipped(files: Mapping[str, bytes], *, on: date) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            zipped.writestr(entry, content)
    return kept.getvalue()
