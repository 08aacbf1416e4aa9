"""The clock is read in one place, and only faces, jobs and the assembly ask it."""

import ast

from .conftest import Source

READERS = {"now", "utcnow", "today", "localtime", "localdate", "time", "time_ns", "gmtime"}
OWNERS = {"datetime", "date", "timezone", "time", "django_timezone"}
ASKERS = {"faces", "assembly"}


def is_clock(call: ast.Call) -> bool:
    function = call.func
    if not (isinstance(function, ast.Attribute) and function.attr in READERS):
        return False
    owner = function.value.attr if isinstance(function.value, ast.Attribute) else getattr(function.value, "id", "")
    return owner in OWNERS and not (function.attr == "localtime" and call.args)


def test_the_clock_is_read_only_in_now(code: list[Source]) -> None:
    wrong = [
        source.at(call)
        for source in code
        if source.parts not in {("foundation", "now")} and source.stratum != "verifier"
        for call in source.calls()
        if is_clock(call)
    ]
    assert wrong == []


def test_only_faces_jobs_and_the_assembly_ask_the_time(code: list[Source]) -> None:
    wrong = [
        source.at(node)
        for source in code
        if source.stratum not in ASKERS and source.package != "foundation.jobs" and not source.is_in("jobs")
        for node, name in source.imports()
        if name == "gongkai.foundation.now.now"
    ]
    assert wrong == []


def test_no_column_fills_in_the_time_by_itself(sources: list[Source]) -> None:
    wrong = [
        source.at(call)
        for source in sources
        for call in source.calls()
        if {keyword.arg for keyword in call.keywords} & {"auto_now", "auto_now_add", "db_default"}
    ]
    assert wrong == []
