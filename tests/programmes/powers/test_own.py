"""实施主体：an organ lists what it exercises itself, and nobody else's."""

from gongkai.engines.registers.rules import Register, Type
from gongkai.programmes.departments import programme as departments
from gongkai.programmes.enforcement import before
from gongkai.programmes.powers import programme as powers


def test_lists_of_one_s_own_powers_duties_and_people_name_no_other_organ() -> None:
    kept = [one for one in powers.registers() if one.code in ("powers", "duties")]
    early = (before.bodies(), before.officers(), before.discretion(), before.inspections())
    lists: tuple[Register, ...] = (*kept, *early, *departments.registers())
    assert len(kept) == 2
    organs = [(one.code, field) for one in lists for field in one.fields if field.key == "organ"]
    assert len(organs) == len(lists)
    assert [code for code, field in organs if field.type is not Type.ORGAN or not field.own] == []
