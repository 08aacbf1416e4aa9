"""Table 二 from the registers of enforcement, where an organ keeps them; entered where it does not."""

from gongkai.programmes.reports import evidence, ports, queries


class Decided:
    """An organ that keeps the register of penalties and no other."""

    def decided(self, *, organ: str, year: int):
        return {"penalties": ("penalties:甲〔2025〕1号", "penalties:甲〔2025〕2号"), "coercion": (), "no_such_row": ()}


def test_rows_whose_register_is_kept_are_computed_and_open_their_decisions(monkeypatch, organ, who, report, at):
    assert not {"T2.penalties.decisions", "T2.licences.decisions"} & set(queries.computed(organ, 2025, at).cells)
    monkeypatch.setattr(ports, "decisions", Decided())
    found = queries.computed(organ, 2025, at)
    assert (found.cells["T2.penalties.decisions"], found.cells["T2.coercion.decisions"]) == (2, 0)
    assert "T2.licences.decisions" not in found.cells
    cell = queries.form_of(report).cells["T2.penalties.decisions"]
    behind = evidence.evidence(who.foi_clerk, report, cell, at, most=1)
    assert (behind.count, behind.decisions, behind.hidden) == (2, [("penalties", "甲〔2025〕1号")], 1)
