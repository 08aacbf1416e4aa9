"""行政执法公示：limits and provisions on what enforcement owes the public, most keyed on the day of the decision.

Two clocks may run on one decision: 双公示 (`DOUBLE_PUBLICITY_LIMIT`) and, for penalties of market regulation, the
enterprise credit system (`MARKET_PENALTY_LIMIT`); neither replaces the other.
"""

from .parameters import Parameter, Provision
from .quantities import CalendarDays, MonthDay, Months, WorkingDays

# 行政执法三项制度、双公示
ENFORCEMENT_RESULT_LIMIT = Parameter("enforcement_result_limit", WorkingDays)
"""行政执法决定（结果）公开期限：keyed on `decided_on`; not verified. 依据：国办发〔2018〕118号。"""
ENFORCEMENT_REPORT_BY = Parameter("enforcement_report_by", MonthDay)
"""上年度行政执法数据公开截止日：keyed on `period_ended_on`; not verified. 依据：国办发〔2018〕118号。"""
DOUBLE_PUBLICITY_LIMIT = Parameter("double_publicity_limit", WorkingDays)
"""行政许可、行政处罚决定公示期限：keyed on `decided_on`; not verified. 依据：发改办财金〔2018〕424号。"""
ENFORCEMENT_BEFORE = Provision("enforcement_before")
ENFORCEMENT_DURING = Provision("enforcement_during")
ENFORCEMENT_AFTER = Provision("enforcement_after")
DOUBLE_PUBLICITY_FIELDS = Provision("double_publicity_fields")

# 行政处罚法
WITHDRAWAL_LIMIT = Parameter("withdrawal_limit", WorkingDays)
"""撤回行政处罚决定信息的期限：keyed on `changed_on`. 依据：行政处罚法第四十八条第二款、第八十五条。"""
PENALTY_DECISION_LIMIT = Parameter("penalty_decision_limit", CalendarDays)
"""作出行政处罚决定的期限：keyed on `filed_on`. 依据：行政处罚法第六十条。"""
PENALTY_SERVICE_LIMIT = Parameter("penalty_service_limit", WorkingDays)
"""送达行政处罚决定书的期限：keyed on `decided_on`. 依据：行政处罚法第六十一条、第八十五条。"""
DISCRETION_PUBLIC = Provision("discretion_public")
PENALTIES_BEFORE = Provision("penalties_before")
PENALTIES_PUBLIC = Provision("penalties_public")
PENALTIES_LEGALITY = Provision("penalties_legality")

# 行政许可法
LICENCE_CORRECTION_LIMIT = Parameter("licence_correction_limit", WorkingDays)
"""一次告知补正的期限：keyed on `received_on`. 依据：行政许可法第三十二条、第八十二条。"""
LICENCE_DECISION_LIMIT = Parameter("licence_decision_limit", WorkingDays)
"""作出行政许可决定的期限：keyed on `accepted_on`. 依据：行政许可法第四十二条第一款。"""
LICENCE_EXTENSION_LIMIT = Parameter("licence_extension_limit", WorkingDays)
"""延长行政许可期限的上限：keyed on `accepted_on`. 依据：行政许可法第四十二条第一款。"""
LICENCE_JOINT_LIMIT = Parameter("licence_joint_limit", WorkingDays)
"""统一、联合、集中办理的期限：keyed on `accepted_on`. 依据：行政许可法第四十二条第二款。"""
LICENCE_JOINT_EXTENSION_LIMIT = Parameter("licence_joint_extension_limit", WorkingDays)
"""延长统一、联合、集中办理期限的上限：keyed on `accepted_on`. 依据：行政许可法第四十二条第二款。"""
LICENCE_DELIVERY_LIMIT = Parameter("licence_delivery_limit", WorkingDays)
"""颁发、送达行政许可证件的期限：keyed on `decided_on`. 依据：行政许可法第四十四条。"""
LICENCES_SECRETS = Provision("licences_secrets")
LICENCES_BEFORE = Provision("licences_before")
LICENCES_PUBLIC = Provision("licences_public")
LICENCE_TIME_EXCLUDED = Provision("licence_time_excluded")

# 市场监督管理行政处罚信息公示规定
MARKET_PENALTY_LIMIT = Parameter("market_penalty_limit", WorkingDays)
"""通过国家企业信用信息公示系统公示的期限：keyed on `decided_on`. 依据：市场监管总局令第45号第九条。"""
MARKET_PUSH_LIMIT = Parameter("market_push_limit", WorkingDays)
"""向外省推送行政处罚信息的期限：keyed on `decided_on`. 依据：市场监管总局令第45号第十条。"""
MARKET_WITHDRAWAL_LIMIT = Parameter("market_withdrawal_limit", WorkingDays)
"""撤回行政处罚公示信息的期限：keyed on `changed_on`. 依据：市场监管总局令第45号第十一条。"""
MARKET_SHORT_PUBLICITY = Parameter("market_short_publicity", Months)
"""仅受到通报批评或者较低数额罚款的公示期：keyed on `decided_on`. 依据：市场监管总局令第45号第十三条。"""
MARKET_PUBLICITY = Parameter("market_publicity", Months)
"""其他行政处罚的公示期：keyed on `decided_on`. 依据：市场监管总局令第45号第十三条。"""
WARNING_NOT_PUBLISHED = Provision("warning_not_published")
RESTRICTION_PROLONGS = Provision("restriction_prolongs")
EARLY_END_CONDITIONS = Provision("early_end_conditions")
NO_EARLY_END = Provision("no_early_end")

# 信用修复、公共信用
PUBLICITY_MIN = Parameter("publicity_min", Months)
"""行政处罚信息最短公示期：keyed on `decided_on`; not verified. 依据：国家发展改革委令第58号。"""
PUBLICITY_MIN_SAFETY = Parameter("publicity_min_safety", Months)
"""特种设备、安全生产、消防领域最短公示期：keyed on `decided_on`; not verified. 依据：国家发展改革委令第58号。"""
PUBLICITY_MAX = Parameter("publicity_max", Months)
"""行政处罚信息最长公示期：keyed on `decided_on`; not verified. 依据：国家发展改革委令第58号。"""
LONGEST_OF_KINDS = Provision("longest_of_kinds")
CREDIT_REPAIR = Provision("credit_repair")
BAD_CREDIT_KEPT = Parameter("bad_credit_kept", Months)
"""不良信息保存和披露期限：keyed on `decided_on`. 依据：浙江省公共信用信息管理条例第十六条。"""
CREDIT_REPAIR_DECIDED = Provision("credit_repair_decided")
