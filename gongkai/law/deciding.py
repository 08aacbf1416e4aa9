"""重大行政决策：the limits of participation and review, and the provisions each step rests on."""

from .parameters import Parameter, Provision
from .quantities import CalendarDays, WorkingDays

DECISION_CONSULTATION = Parameter("decision_consultation", CalendarDays)
"""决策草案公开征求意见期限：keyed on `opened_on`. 依据：重大行政决策程序暂行条例第十五条第一款。"""
HEARING_MATERIALS = Parameter("hearing_materials", CalendarDays)
"""听证会材料送达期限：keyed on `held_on`. 依据：重大行政决策程序暂行条例第十六条第三款。"""
DECISION_LEGALITY_REVIEW = Parameter("decision_legality_review", WorkingDays)
"""决策草案合法性审查时间：keyed on `submitted_on`. 依据：重大行政决策程序暂行条例第二十六条第二款。"""
DECISION_SCOPE = Provision("decision_scope")
DECISION_CATALOGUE = Provision("decision_catalogue")
DECISION_PROPOSED = Provision("decision_proposed")
DECISION_STARTED = Provision("decision_started")
DECISION_PARTICIPATION = Provision("decision_participation")
DECISION_PARTICIPATION_WAYS = Provision("decision_participation_ways")
DECISION_GROUPS = Provision("decision_groups")
DECISION_HEARING = Provision("decision_hearing")
DECISION_HEARING_NOTICE = Provision("decision_hearing_notice")
DECISION_HEARING_LIST = Provision("decision_hearing_list")
DECISION_HEARING_HELD = Provision("decision_hearing_held")
DECISION_OPINIONS = Provision("decision_opinions")
DECISION_EXPERTS = Provision("decision_experts")
DECISION_EXPERTS_CHOSEN = Provision("decision_experts_chosen")
DECISION_EXPERT_POOL = Provision("decision_expert_pool")
DECISION_RISK = Provision("decision_risk")
DECISION_RISK_ONCE = Provision("decision_risk_once")
DECISION_RISK_REPORT = Provision("decision_risk_report")
DECISION_RISK_CONTROLLED = Provision("decision_risk_controlled")
DECISION_LEGALITY = Provision("decision_legality")
DECISION_LEGALITY_FAILED = Provision("decision_legality_failed")
DECISION_PACKAGE = Provision("decision_package")
DECISION_COMPETITION = Provision("decision_competition")
DECISION_DELIBERATED = Provision("decision_deliberated")
DECISION_HEAD_LAST = Provision("decision_head_last")
DECISION_DISSENT = Provision("decision_dissent")
DECISION_REPORTED = Provision("decision_reported")
DECISION_PUBLISHED = Provision("decision_published")
DECISION_EXPLAINED = Provision("decision_explained")
DECISION_ARCHIVED = Provision("decision_archived")
DECISION_EXECUTED = Provision("decision_executed")
DECISION_DOUBTED = Provision("decision_doubted")
DECISION_EVALUATION = Provision("decision_evaluation")
DECISION_EVALUATOR = Provision("decision_evaluator")
DECISION_CHANGED = Provision("decision_changed")
DECISION_BY_REFERENCE = Provision("decision_by_reference")

# 浙江省重大行政决策程序规定：not verified
PROVINCIAL_PARTICIPATION = Provision("provincial_participation")
PROVINCIAL_RISK = Provision("provincial_risk")
PROVINCIAL_HEARING = Provision("provincial_hearing")
