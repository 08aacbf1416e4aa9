"""计划、任务、节点的规则：what each must say; pure."""

import re
from collections.abc import Mapping
from datetime import date

from gongkai.engines.registers.rules import Values, every
from gongkai.programmes.execution.rules.amounts import problems_with_rows
from gongkai.programmes.execution.rules.days import day, out_of_order

_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
_RECORD = re.compile(r"[0-9A-Za-z_-]+", re.ASCII)


def problems_with_plan(values: Values, on: date) -> Mapping[str, str]:
    """计划的问题：a year that is none, a number of a document where its identifier belongs."""
    del on
    found = {}
    if not _YEAR.fullmatch(str(values.get("year", ""))):
        found["year"] = "“年度”请填写四位数字，例如2026。"
    if (record := str(values.get("record", ""))) and not _RECORD.fullmatch(record):
        found["record"] = "“来源文件”请填写文件的永久标识（文件网址的最后一段），文号写在“任务来源”里。"
    return found


def with_year(values: Values) -> Values:
    """完成年度：of the last day, so that lists are narrowed by it."""
    due = day(values, "due_on")
    kept = {key: value for key, value in values.items() if key != "year"}
    return {**kept, "year": f"{due.year:04d}"} if due else kept


def problems_with_task(values: Values, on: date) -> Mapping[str, str]:
    """任务的问题：who leads does not assist as well, days stand in order, each target has its number."""
    del on
    found = out_of_order(values, "start_on", "due_on", "完成时限早于开始日期，请核对。")
    if values.get("lead") in every(values.get("assisting")):
        found["assisting"] = "“配合机关”不含牵头机关，请只填写其他机关。"
    return found | problems_with_rows("targets", every(values.get("targets")), "指标｜目标值｜单位", bounded=True)


def problems_with_step(values: Values, on: date) -> Mapping[str, str]:
    """措施和节点的问题：a milestone has a day; a measure belongs to no other."""
    del on
    if values.get("kind") == "milestone" and not values.get("due_on"):
        return {"due_on": "节点请写明到哪一天。"}
    if values.get("kind") == "measure" and values.get("measure"):
        return {"measure": "措施不属于另一项措施，这一项请留空。"}
    return {}
