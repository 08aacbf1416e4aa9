"""意见征集的参数：how long a draft lies open for comment, and by when the public is told what became of it."""

from .parameters import Parameter, Provision
from .quantities import CalendarDays, WorkingDays

CONSULTATION_OF_RULES = Parameter("consultation_of_rules", CalendarDays)
CONSULTATION_OF_REGULATIONS = Parameter("consultation_of_regulations", CalendarDays)
CONSULTATION_OF_MARKET_RULES = Parameter("consultation_of_market_rules", CalendarDays)
CONSULTATION_OF_NORMATIVE = Parameter("consultation_of_normative", WorkingDays)
"""涉及群众切身利益的行政规范性文件：configuration, not verified."""
CONSULTATION_MIN_SHORTENED = Parameter("consultation_min_shortened", CalendarDays)
"""缩短后的下限：configuration; 0 where there is none, as shipped."""
CONSULTATION_REPORT = Parameter("consultation_report", WorkingDays)
"""结果公布期限：keyed on `closed_on`, the last day for comments; configuration, not verified."""
ADOPTION_FED_BACK = Provision("adoption_fed_back")
