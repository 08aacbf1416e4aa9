"""名录构成的核对：what would make no sense in what programmes declare."""

from collections.abc import Iterator, Sequence

from gongkai.engines.registers.rules._schema import Action, Field, Openness, Register, Type


def faults(registers: Sequence[Register]) -> list[str]:
    """名录构成的错误：what would make no sense in what programmes declare; empty when all is well."""
    known = {register.code for register in registers}
    found = [f"名录代码“{code}”重复" for code in sorted(known) if [r.code for r in registers].count(code) > 1]
    for register in registers:
        found += [f"{register.name}：{fault}" for fault in _faults(register, known)]
    return found


def _faults(register: Register, known: set[str]) -> list[str]:
    keys = [field.key for field in register.fields]
    found = [f"字段“{key}”重复" for key in sorted(set(keys)) if keys.count(key) > 1]
    for role, key in (("主键", register.key), ("标题", register.title)):
        if key not in keys:
            found.append(f"{role}“{key}”不是字段")
        elif (chosen := register.field(key)).many or not chosen.required or chosen.openness is not Openness.PUBLIC:
            found.append(f"{role}“{key}”应当是必填、单值、公开的字段")
    for field in register.fields:
        if field.type is Type.REFERENCE:
            found += _faults_of_reference(field, known)
        if field.type is Type.CODE and not field.choices:
            found.append(f"“{field.name}”没有代码表")
        if (field.facet or field.searched) and field.openness is not Openness.PUBLIC:
            found.append(f"“{field.name}”不公开，不能用来筛选或者检索")
    if not {Action.ADD, Action.AMEND, Action.END} <= {manner.action for manner in register.manners}:
        found.append("调整方式应当包括新增、修改和取消")
    return [
        *found,
        *_faults_of_what_fills_in(register),
        *_faults_of_own(register),
        *_faults_of_time(register),
        *_faults_of_files(register),
        *_faults_of_hiding(register),
        *_faults_of_columns(register),
    ]


def _faults_of_files(register: Register) -> Iterator[str]:
    for field in register.fields:
        if field.type is Type.FILE and (field.openness is Openness.MASKED or field.facet or field.derived):
            yield f"“{field.name}”是文件，不能遮盖、筛选或者推算"


def _faults_of_what_fills_in(register: Register) -> Iterator[str]:
    for field in register.fields:
        if field.derived and register.derive is None:
            yield f"“{field.name}”由系统推算，却没有声明怎样推算"
        if field.derived and field.key == register.key:
            yield f"“{field.name}”是主键，不能由系统推算"


def _faults_of_own(register: Register) -> Iterator[str]:
    keys = {field.key for field in register.fields}
    for field in register.fields:
        if field.own and field.type not in (Type.ORGAN, Type.REFERENCE):
            yield f"“{field.name}”不是机关，也不是引用，不能声明为本机关的"
        if field.shared and not (field.own and field.type is Type.REFERENCE):
            yield f"“{field.name}”不是本机关条目的引用，不能声明所引条目中还有谁可以引用"
        if field.unless and (not field.own or field.unless not in keys):
            yield f"“{field.name}”的例外“{field.unless}”不是字段，或者它没有声明为本机关"


def _faults_of_time(register: Register) -> Iterator[str]:
    """What an entry is known by was always asked, and always will be."""
    for field in register.fields:
        if field.key in (register.key, register.title) and (field.since or field.until):
            yield f"“{field.name}”是主键或者标题，不能自某日起才有或者停用"
        if field.since and field.until and field.since >= field.until:
            yield f"“{field.name}”停用的日期应当晚于启用的日期"
        days = [former.until for former in field.formerly]
        if days != sorted(set(days)):
            yield f"“{field.name}”的原名应当按停用日期排列"


def _faults_of_columns(register: Register) -> Iterator[str]:
    for field in register.fields:
        if (field.columns or field.drawn) and not (field.many and field.type is Type.TEXT):
            yield f"“{field.name}”分列或者画图，应当是多值的文字字段"


def _faults_of_hiding(register: Register) -> Iterator[str]:
    for manner in register.manners:
        if manner.hides and manner.action is not Action.END:
            yield f"“{manner.name}”撤下条目，应当是取消的一种"
    if not register.shown_until:
        return
    named = next((field for field in register.fields if field.key == register.shown_until), None)
    if named is None or named.type is not Type.DATE or named.many:
        yield f"公开截止日“{register.shown_until}”应当是单值的日期字段"


def _faults_of_reference(field: Field, known: set[str]) -> list[str]:
    """A page lists what refers to its entry, whatever the field: so the field is public."""
    found = [] if field.of in known else [f"“{field.name}”引用的名录“{field.of}”不存在"]
    return found if field.openness is Openness.PUBLIC else [*found, f"“{field.name}”引用其他条目，应当是公开的字段"]
