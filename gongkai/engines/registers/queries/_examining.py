"""核对：what stands against each line of an adjustment, row by row; the same answer for a dry run and for adoption."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from gongkai.engines.registers import ports
from gongkai.engines.registers.models import EntryVersion, RegisterEntry
from gongkai.engines.registers.queries._files import unknown_files
from gongkai.engines.registers.queries._lines import Examined, Wanted, chunks, in_words_of
from gongkai.engines.registers.queries._moving import Sides, apart, kept_in_moving, moving_problem, sides_of
from gongkai.engines.registers.queries._referring import settle
from gongkai.engines.registers.rules import Action, Field, Register, Type, every, read
from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.places import queries as places

_FORBIDDEN = frozenset("/?#%\\ \t\r\n\u3000")


def examine(
    register: Register, organ: Organ, since: date, wanted: Sequence[Wanted], *, other: Organ | None = None
) -> list[Examined]:
    """逐行核对：each line with its problems; a line without any may be adopted.

    `other` is the organ that gives up or receives what moves. A few queries for every 500 lines, whatever they say.

    :raises Invalid: for an organ abolished by that day.
    """
    _insist_in_being(organ, since)
    sides = sides_of(organ, other, since)
    wanted = kept_in_moving(register, sides, wanted, since)
    lines = [_read(register, one.number or number, one, since) for number, one in enumerate(wanted, start=1)]
    _once(register, lines)
    _against_standing(register, lines, sides=sides, since=since)
    apart(lines)
    _judged(register, lines, since)
    _objected(register, lines, since)
    _organs_in_being(register, lines, since)
    _bases_in_force(register, lines, since)
    _places_held(register, lines, since)
    unknown_files(register, lines, organ)
    settle(register, lines, since)
    _references_own(register, lines, since)
    _seen_together(register, lines, since)
    return lines


def _read(register: Register, number: int, one: Wanted, since: date) -> Examined:
    manner = register.manner(one.manner.strip())
    ending = manner is not None and manner.action is Action.END
    given = {register.key: one.key} if ending else {**one.values, register.key: one.key}
    values, problems = read(register, given, since)
    if ending:
        problems = {key: said for key, said in problems.items() if key == register.key}
    found = Examined(number, str(values.get(register.key, "")), manner, {} if ending else values, problems=problems)
    if manner is None:
        said = "、".join(manner.name for manner in register.manners)
        found.problems["manner"] = f"没有“{one.manner[:20]}”这种调整方式，可选：{said}。"
    name = register.field(register.key).name
    if found.key and (len(found.key) > 80 or _FORBIDDEN & set(found.key) or not found.key.strip(".")):
        found.problems[register.key] = f"“{name}”最多80字，不能含有空格和 / ? # % \\，也不能只有圆点，请改正。"
    return found


def _once(register: Register, lines: Iterable[Examined]) -> None:
    first: dict[str, int] = {}
    name = register.field(register.key).name
    for line in lines:
        if line.key and first.setdefault(line.key, line.number) != line.number:
            line.problems[register.key] = (
                f"“{name}”{line.key}与第{first[line.key]}行重复，一次调整中每个条目只能出现一行。"
            )


def _against_standing(register: Register, lines: Sequence[Examined], *, sides: Sides, since: date) -> None:
    entries: dict[str, RegisterEntry] = {}
    last: dict[int, EntryVersion] = {}
    for keys in chunks([line.key for line in lines if line.key]):
        rows = RegisterEntry.objects.filter(register=register.code, key__in=keys)
        entries.update({entry.key: entry for entry in rows})
        for version in EntryVersion.objects.filter(register=register.code, key__in=keys).order_by("since"):
            last[version.entry_id] = version
    for line in lines:
        line.entry = entries.get(line.key)
        line.standing = last.get(line.entry.pk) if line.entry else None
        line.keeper = sides.organ
        if line.action is Action.MOVE and line.standing is not None:
            line.keeper = sides.receiving(line.standing)
        said = _standing_problem(register, line, sides=sides, since=since)
        if said and line.action is Action.MOVE:
            line.problems = {register.key: said}  # a line that says but a key lacks fields only because of this
        elif said:
            line.problems.setdefault(register.key, said)


def _standing_problem(register: Register, line: Examined, *, sides: Sides, since: date) -> str:
    """What the entry's history says against the line."""
    if line.action is Action.MOVE:
        return moving_problem(line, sides) or _cannot_change(register, line, since)
    if line.standing is not None and line.standing.organ_id != sides.organ.pk:
        take = "要由本机关承接的，请提出划转。" if register.moves and line.standing.until is None else ""
        return f"{line.key}是其他机关的条目，请由该机关办理。{take}"
    if line.action is None:
        return ""
    return (_cannot_begin if line.action is Action.ADD else _cannot_change)(register, line, since)


def _cannot_change(register: Register, line: Examined, since: date) -> str:
    standing = line.standing
    if line.hides and standing is not None:
        return f"{line.key}已经撤下。" if standing.withdrawn_id else ""
    if standing is None or standing.until is not None:
        ended = f"已于{in_words_of(standing.until)}终止" if standing and standing.until else f"不在{register.name}中"
        return f"{line.key}{ended}，不能调整。"
    asked = {one.key for one in register.asked_on(since)}
    kept = {key: value for key, value in standing.values.items() if key in asked}
    # Before the days: what goes out and comes in on the day of its adoption is no mistake.
    line.same = line.action is Action.AMEND and line.values == kept
    if line.same:
        return f"{line.key}的内容与现行的相同，没有要调整的。"
    if since <= standing.since:
        return f"{line.key}的现行内容自{in_words_of(standing.since)}起施行，施行日期须晚于这一天。"
    return ""


def _cannot_begin(register: Register, line: Examined, since: date) -> str:
    standing = line.standing
    if standing is None:
        return ""
    if standing.until is None:
        return f"{line.key}已在{register.name}中，请改用“修改”。"
    if since < standing.until:
        return f"{line.key}在{in_words_of(standing.until)}以前仍然有效，施行日期不能早于这一天。"
    return ""


def _judged(register: Register, lines: Sequence[Examined], since: date) -> None:
    """What the programme itself has against a line that can be read, or would have its people look at."""
    for line in lines:
        if line.action is Action.END or line.problems:
            continue
        if register.check is not None:
            line.problems |= register.check(line.values, since)
        if register.warn is not None and not line.problems:
            line.warnings |= register.warn(line.values, since)


def _objected(register: Register, lines: Sequence[Examined], since: date) -> None:
    """What cannot stand beside what other registers say."""
    sound = {line.key: line for line in lines if line.action is not Action.END and not line.problems}
    for key, said in ports.objections(register.code, {key: line.values for key, line in sound.items()}, since).items():
        sound[key].problems |= said


def _seen_together(register: Register, lines: Sequence[Examined], since: date) -> None:
    """What the programme would have looked at in lines that can stand, together with what stands already."""
    sound = {line.key: line for line in lines if line.action is not Action.END and not line.problems}
    for key, said in ports.doubts(register.code, {key: line.values for key, line in sound.items()}, since).items():
        sound[key].warnings |= said


def _bases_in_force(register: Register, lines: Sequence[Examined], since: date) -> None:
    """What is cited must be in force on the day, as far as anybody knows."""
    fields = [one for one in register.fields if one.type is Type.BASIS]
    texts = {text for line in lines for one in fields for text in every(line.values.get(one.key))}
    said = ports.basis().problems(texts, since) if texts else {}
    for line in lines:
        for one in fields:
            wrong = [said[text] for text in every(line.values.get(one.key)) if text in said]
            if wrong and not one.held_on:
                line.problems[one.key] = "".join(wrong)
    for one in fields:
        if one.held_on:
            _bases_told(one, lines, said)


def _bases_told(field: Field, lines: Sequence[Examined], since: Mapping[str, str]) -> None:
    """What an act done already rests on: told where it did not hold on that day, or where nobody knows it.

    Only what does not hold on the day of the adjustment is asked about again, so that a file costs few queries.
    """
    sound = [line for line in lines if line.action is not Action.END and not line.problems]
    texts = {text for line in sound for text in every(line.values.get(field.key))}
    unknown = frozenset(ports.basis().unknown(texts)) if texts else frozenset()
    days: dict[str, set[str]] = {}
    for line in sound:
        doubtful = {text for text in every(line.values.get(field.key)) if text in since}
        if doubtful:
            days.setdefault(str(line.values.get(field.held_on, "")), set()).update(doubtful)
    then = {day: ports.basis().problems(some, date.fromisoformat(day)) for day, some in days.items() if day}
    for line in sound:
        day = str(line.values.get(field.held_on, ""))
        cited = every(line.values.get(field.key))
        told = [then[day][text] for text in cited if text in then.get(day, {})]
        told += [f"法规库没有收录“{text[:60]}”，请核对名称；名称无误的可以公布。" for text in cited if text in unknown]
        if told:
            line.warnings.setdefault(field.key, "".join(told))


def _places_held(register: Register, lines: Sequence[Examined], since: date) -> None:
    """A place must be one of the divisions held here."""
    fields = [one for one in register.fields if one.type is Type.PLACE]
    codes = {code for line in lines for one in fields for code in every(line.values.get(one.key))}
    said = places.problems(codes, on=since) if codes else {}
    for line in lines if said else ():
        for one in fields:
            wrong = [said[code] for code in every(line.values.get(one.key)) if code in said]
            if wrong:
                line.problems.setdefault(one.key, f"“{one.name}”：{''.join(wrong)}")


def _references_own(register: Register, lines: Sequence[Examined], since: date) -> None:
    """Where only one's own entry may be pointed to, another organ's is not; one that comes with it is its own.

    An entry that names the organ in a field `shared` is as good as its own: as it stands on the day, not as it was
    adopted last, for who takes over next month does not answer for it today.
    """
    for field in (one for one in register.fields if one.own and one.type is Type.REFERENCE):
        keeps: dict[str, set[str]] = {}
        for keys in chunks(sorted({key for line in lines for key in every(line.values.get(field.key))})):
            rows = EntryVersion.objects.filter(register=field.of, key__in=keys).holding(since)
            for key, organ, values in rows.values_list("key", "organ__code", "values"):
                keeps[key] = {organ, *(code for one in field.shared for code in every(values.get(one)))}
        for line in lines:
            keeper = line.keeper.code if line.keeper else ""
            for key in every(line.values.get(field.key)):
                if keeper and keeper not in keeps.get(key, {keeper}) and line.action is not Action.MOVE:
                    said = f"“{field.name}”{key}是其他机关的条目，这里只能填写本机关的，请核对。"
                    if field.shared:
                        said = f"“{field.name}”{key}是其他机关的条目，也没有写明由本机关承担，请核对。"
                    line.problems.setdefault(field.key, said)


def _insist_in_being(organ: Organ, since: date) -> None:
    if organ.until is None or since < organ.until:
        return
    names = organs.names_on({one.successor.code for one in organs.successors(organ)}, since)
    heirs = "、".join(sorted(names.values())) or "承继其职责的机关"
    raise Invalid(
        f"这个机关已于{in_words_of(organ.until)}撤销，施行日期在此以后的调整，请由{heirs}提出。", field="organ"
    )


def _organs_in_being(register: Register, lines: Sequence[Examined], since: date) -> None:
    fields = [one for one in register.fields if one.type is Type.ORGAN]
    codes = {code for line in lines for one in fields for code in every(line.values.get(one.key))}
    known: dict[str, date | None] = {}
    for some in chunks(sorted(codes)):
        known.update(Organ.objects.filter(code__in=some).values_list("code", "until"))
    for line in lines:
        for one in fields:
            for code in every(line.values.get(one.key)):
                said = _organ_problem(one, code, known, since) or _not_own(register, one, code, line)
                if said:
                    line.problems[one.key] = said


def _organ_problem(field: Field, code: str, known: dict[str, date | None], since: date) -> str:
    if code not in known:
        return f"“{field.name}”{code}不是本平台登记的机关，请核对组织机构代码。"
    until = known[code]
    if until is not None and until <= since:
        return f"“{field.name}”{code}已于{in_words_of(until)}撤销，请改为承继其职责的机关。"
    return ""


def _not_own(register: Register, field: Field, code: str, line: Examined) -> str:
    """Another organ than the entry's keeper stands only where the entry says what entrusts it."""
    keeper = line.keeper
    if not field.own or keeper is None or code == keeper.code or (field.unless and line.values.get(field.unless)):
        return ""
    if line.action is Action.MOVE:
        return f"“{field.name}”{code}不是接收的机关（{keeper.code}），请改正，或者留空由系统填写。"
    ask = f"委托其他机关的，请填写“{register.field(field.unless).name}”。" if field.unless else ""
    return f"“{field.name}”{code}不是提出调整的机关（{keeper.code}）。{ask or '请由该机关提出。'}"
