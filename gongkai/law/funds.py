"""资金、公共企事业单位和政府采购的参数：the limits and provisions on which these programmes rest."""

from .parameters import Parameter, Provision
from .quantities import CalendarDays, WorkingDays

BENEFICIARY_PUBLICITY = Parameter("beneficiary_publicity", CalendarDays)
"""受益人名单公示期限：keyed on `published_on`; configuration, not verified."""
OBJECTION_LIMIT = Parameter("objection_limit", WorkingDays)
"""资金异议答复期限：keyed on `received_on`; configuration, not verified."""
CONTRACT_PUBLICATION = Parameter("contract_publication", WorkingDays)
"""政府采购合同公告期限：keyed on `signed_on`. 依据：政府采购法实施条例第五十条。"""
TRANSFERS_BY_PLACE_AND_PROJECT = Provision("transfers_by_place_and_project")
PUBLIC_INSTITUTIONS = Provision("public_institutions")
APPEAL_OVER_INSTITUTIONS = Provision("appeal_over_institutions")
