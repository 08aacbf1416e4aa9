"""接线：who reacts to what, who answers which question; what runs when stands in `timetable.py`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from gongkai import law
from gongkai.assembly import (
    bases,
    carrying,
    consulting,
    dispatching,
    environment,
    following,
    petitioning,
    reporting,
    showing,
    sign_in,
    telling,
)
from gongkai.assembly.timetable import PERIODIC
from gongkai.engines.casework import jobs as casework_jobs
from gongkai.engines.casework import ports as casework_ports
from gongkai.engines.casework.ports import Companion, Condition, Finder, Limiter, Unfit
from gongkai.engines.casework.rules import Procedure
from gongkai.engines.publishing import jobs as publishing_jobs
from gongkai.engines.publishing import kinds as publishing_kinds
from gongkai.engines.publishing import operations as publishing_operations
from gongkai.engines.publishing import ports as publishing_ports
from gongkai.engines.publishing.kinds import Kind
from gongkai.engines.publishing.ports import ReleaseGate
from gongkai.engines.registers import declared as registers
from gongkai.engines.registers import jobs as register_jobs
from gongkai.engines.registers import operations as register_operations
from gongkai.engines.registers import ports as register_ports
from gongkai.engines.registers.rules import Register
from gongkai.faces.kit import ports as kit_ports
from gongkai.faces.office import items as office_items
from gongkai.faces.office import requests_item
from gongkai.faces.office.items import Item
from gongkai.faces.portal import purging as portal_purging
from gongkai.faces.portal.bulk import jobs as bulk_jobs
from gongkai.foundation import events, jobs, purging
from gongkai.foundation.files import queries as stored_files
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.ledger import jobs as ledger_jobs
from gongkai.foundation.letters import jobs as letter_jobs
from gongkai.foundation.mail import jobs as mail_jobs
from gongkai.foundation.mail import ports as mail_ports
from gongkai.foundation.mourning import queries as mourning
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.notices import ports as notice_ports
from gongkai.foundation.people import queries as people
from gongkai.foundation.purging import adapters as purging_adapters
from gongkai.foundation.search import backends as search_backends
from gongkai.foundation.search import jobs as search_jobs
from gongkai.programmes.concerns import handling as concerns_handling
from gongkai.programmes.concerns import jobs as concerns_jobs
from gongkai.programmes.concerns import programme as concerns
from gongkai.programmes.concerns import telling as concerns_telling
from gongkai.programmes.consultations import alerting as consultations_alerting
from gongkai.programmes.consultations import jobs as consultations_jobs
from gongkai.programmes.consultations import operations as consultations_operations
from gongkai.programmes.consultations import programme as consultations
from gongkai.programmes.consultations import reporting as consultations_reporting
from gongkai.programmes.decisions import handling as decisions_handling
from gongkai.programmes.decisions import hearings as decisions_hearings
from gongkai.programmes.decisions import ports as decisions_ports
from gongkai.programmes.decisions import programme as decisions
from gongkai.programmes.decisions import register as decisions_register
from gongkai.programmes.decisions import telling as decisions_telling
from gongkai.programmes.departments import programme as departments
from gongkai.programmes.dispatch import programme as dispatch
from gongkai.programmes.enforcement import doubting as enforcement_doubting
from gongkai.programmes.enforcement import jobs as enforcement_jobs
from gongkai.programmes.enforcement import programme as enforcement
from gongkai.programmes.execution import doubting as execution_doubting
from gongkai.programmes.execution import programme as execution
from gongkai.programmes.finding import operations as finding
from gongkai.programmes.finding import ports as finding_ports
from gongkai.programmes.finding import queries as finding_queries
from gongkai.programmes.funds import agreeing as funds_agreeing
from gongkai.programmes.funds import jobs as funds_jobs
from gongkai.programmes.funds import programme as funds
from gongkai.programmes.hotline import desk as hotline_desk
from gongkai.programmes.hotline import handling as hotline_handling
from gongkai.programmes.hotline import knowledge as hotline_knowledge
from gongkai.programmes.hotline import ports as hotline_ports
from gongkai.programmes.hotline import programme as hotline
from gongkai.programmes.hotline import publication as hotline_publication
from gongkai.programmes.hotline import telling as hotline_telling
from gongkai.programmes.institutions import programme as institutions
from gongkai.programmes.petitions import handling as petitions_handling
from gongkai.programmes.petitions import ports as petitions_ports
from gongkai.programmes.petitions import programme as petitions
from gongkai.programmes.petitions import telling as petitions_telling
from gongkai.programmes.policies import jobs as policies_jobs
from gongkai.programmes.policies import programme as policies
from gongkai.programmes.policies import queries as policies_queries
from gongkai.programmes.powers import programme as powers
from gongkai.programmes.purchases import programme as purchases
from gongkai.programmes.reports import ports as reports_ports
from gongkai.programmes.reports import released as reports_released
from gongkai.programmes.reports import telling as reports_telling
from gongkai.programmes.requests import companion as requests_companion
from gongkai.programmes.requests import jobs as requests_jobs
from gongkai.programmes.requests import mailing as requests_mailing
from gongkai.programmes.requests import paying as requests_paying
from gongkai.programmes.requests import programme as requests
from gongkai.programmes.requests import published as requests_published
from gongkai.programmes.requests import queries as requests_queries
from gongkai.programmes.requests import rectifications, rectifying
from gongkai.programmes.requests import telling as requests_telling
from gongkai.programmes.requests.states import PROCEDURES as PROCEDURES_OF_REQUESTS
from gongkai.programmes.results import objecting as results_objecting
from gongkai.programmes.results import programme as results
from gongkai.programmes.services import doubting as services_doubting
from gongkai.programmes.services import programme as services
from gongkai.programmes.statutes import jobs as statutes_jobs
from gongkai.programmes.withholding import programme as withholding
from gongkai.programmes.withholding import queries as withholding_queries

# 种类：what each programme publishes.
KINDS: Mapping[str, Kind] = {
    **policies.KINDS,
    **requests_published.KINDS,
    **hotline_publication.KINDS,
    **concerns.KINDS,
    **consultations.KINDS,
    **decisions.KINDS,
}

# 发布条件：which programme is asked before a kind is released.
GATES: Mapping[str, ReleaseGate] = {
    policies.NORMATIVE.code: policies_queries.release_gate,
    policies.REPORT.code: reports_released.release_gate,
    consultations.NOTICE.code: consultations_reporting.notice_gate,
    consultations.REPORT.code: consultations_reporting.report_gate,
    decisions.HEARING_NOTICE.code: decisions_hearings.notice_gate,
}
# 每版都问：others are asked at the first release only.
GATES_ALWAYS = {policies.REPORT.code, consultations.NOTICE.code, consultations.REPORT.code}

# 办件：the procedure of each programme, and what it asks beyond its table.
PROCEDURES: Mapping[str, Procedure] = {
    requests.REQUESTS.key: requests.REQUESTS,
    rectifications.RECTIFICATIONS.key: rectifications.RECTIFICATIONS,
    hotline.HOTLINE.key: hotline.HOTLINE,
    concerns.CONCERNS.key: concerns.CONCERNS,
    petitions.PETITIONS.key: petitions.PETITIONS,
    decisions.DECISIONS.key: decisions.DECISIONS,
}
CONDITIONS: Mapping[str, Condition] = {
    requests.REQUESTS.key: requests_queries.condition,
    rectifications.RECTIFICATIONS.key: rectifying.condition,
    hotline.HOTLINE.key: hotline_handling.condition,
    concerns.CONCERNS.key: concerns_handling.condition,
    petitions.PETITIONS.key: petitions_handling.condition,
    decisions.DECISIONS.key: decisions_handling.condition,
}
# 随行办理：what goes with an act, in its transaction.
COMPANIONS: Mapping[str, Companion] = {
    requests.REQUESTS.key: requests_companion.accompany,
    rectifications.RECTIFICATIONS.key: requests_companion.accompany_rectification,
    hotline.HOTLINE.key: hotline_handling.accompany,
    concerns.CONCERNS.key: concerns_handling.accompany,
    petitions.PETITIONS.key: petitions_handling.accompany,
    decisions.DECISIONS.key: decisions_handling.accompany,
}
# 查找：by what else a case is found in the queue.
FINDERS: Mapping[str, Finder] = {
    requests.REQUESTS.key: requests_queries.applied_by,
    rectifications.RECTIFICATIONS.key: requests_queries.applied_by,
    hotline.HOTLINE.key: hotline_desk.said_in,
}
# 不合本件的行为：what is offered nowhere, by the way a case came.
UNFIT: Mapping[str, Unfit] = {
    requests.REQUESTS.key: requests_queries.acts_unfit,
    concerns.CONCERNS.key: concerns_handling.unfit,
    hotline.HOTLINE.key: hotline_handling.unfit,
    petitions.PETITIONS.key: petitions_handling.unfit,
    decisions.DECISIONS.key: decisions_handling.unfit,
}

# 办件页的内容：what a case's programme adds to the office's page of cases.
ITEMS: Mapping[str, Item] = dict.fromkeys(PROCEDURES_OF_REQUESTS, requests_item)

# 本件期限：of programmes whose time to answer hangs on the case.
LIMITERS: Mapping[str, Limiter] = {
    hotline.HOTLINE.key: hotline_handling.limit_of,
    concerns.CONCERNS.key: concerns_handling.limit_of,
}

# 名录：what each programme lists, with its history. Called once the law in force is known.
REGISTERS: Sequence[Callable[[], tuple[Register, ...]]] = (
    powers.registers,
    enforcement.registers,
    withholding.registers,
    funds.registers,
    institutions.registers,
    purchases.registers,
    departments.registers,
    dispatch.registers,
    hotline_knowledge.registers,
    services.registers,
    execution.registers,
    results.registers,
    decisions_register.registers,
)

# 操作：the names jobs are queued under, called `function(at=…, **identifiers)`.
OPERATIONS: Mapping[str, Callable[..., object]] = {
    "publishing.index": publishing_jobs.index_record,
    "publishing.bulk_try": publishing_operations.try_bulk,
    "publishing.bulk_do": publishing_operations.do_bulk,
    "ledger.checkpoint": publishing_jobs.sign_checkpoint,
    ledger_jobs.ASK: ledger_jobs.ask_witnesses,
    "policies.tell_reviewers": policies_jobs.tell_reviewers,
    "policies.tell_drafters": policies_jobs.tell_drafters,
    "policies.tell_publishers": policies_jobs.tell_publishers,
    "registers.adopt": register_operations.adopt_ordered,
    register_operations.TRY: register_operations.try_import,
    register_operations.PROPOSE: register_operations.propose_import,
    "registers.tell_reviewers": register_jobs.tell_reviewers,
    "registers.tell_drafters": register_jobs.tell_drafters,
    notices.DELIVER: notices.deliver,
    notices.DIGEST: notices.deliver_digest,
    "letters.make": letter_jobs.make,
    telling.TELL_REQUEST: requests_telling.tell,
    telling.TELL_ENTERED: requests_telling.tell_entered,
    telling.TELL_OVERPAID: requests_telling.tell_overpaid,
    telling.TELL_MAIL: requests_telling.tell_mail,
    telling.TELL_PETITION: petitions_telling.tell,
    telling.TELL_SORTERS: mail_jobs.tell_sorters,
    telling.TELL_MESSAGE: hotline_telling.tell,
    telling.TELL_LODGED: hotline_telling.tell_entered,
    telling.TELL_REPORT: reports_telling.tell,
    telling.TELL_CHALLENGE: reports_telling.tell_challenge,
    telling.TELL_DUE: reports_telling.tell_due,
    "requests.tell_clerks": requests_jobs.tell_clerks,
    "requests.tell_officers": requests_jobs.tell_officers,
    "requests.mail_notice": requests_mailing.mail_notice,
    "requests.mail_reply": requests_mailing.mail_reply,
    "funds.tell_heads": funds_jobs.tell_heads,
    "enforcement.tell_handlers": enforcement_jobs.tell_handlers,
    "portal.purge": portal_purging.purge_record,
    "portal.build_bulk": bulk_jobs.build_month,
    "finding.tell": finding.tell,
    consultations_jobs.TELL: consultations_operations.tell_alerts,
    consultations_operations.SWEEP: consultations_jobs.sweep,
    telling.TELL_CONCERN: concerns_telling.tell,
    telling.TELL_DECISION: decisions_telling.tell,
    "concerns.read_feed": concerns_jobs.read_feed,
    "statutes.cite": statutes_jobs.cite_record,
    "statutes.tell_keepers": statutes_jobs.tell_keepers,
    "statutes.tell_proposer": statutes_jobs.tell_proposer,
    search_jobs.RENEW: search_jobs.renew_some,
    search_jobs.MIRROR: search_jobs.mirror_some,
}
# 在事务之外运行：they need a transaction of their own, or speak to the world; they may run twice.
OUTSIDE = {
    "ledger.checkpoint",
    ledger_jobs.ASK,
    notices.DELIVER,
    notices.DIGEST,
    "letters.make",
    "requests.mail_notice",
    "requests.mail_reply",
    "portal.purge",
    "portal.build_bulk",
    "publishing.bulk_try",
    "publishing.bulk_do",
    register_operations.TRY,
    register_operations.PROPOSE,
    "concerns.read_feed",
    search_jobs.RENEW,
    search_jobs.MIRROR,
}

# 事件：what happened → who follows; who is told of requests and reports stands in `telling.py`.
HANDLERS: Mapping[str, tuple[str, ...]] = {
    **telling.handlers(),
    "registers.ordered": ("registers.adopt",),
    "funds.objected": ("funds.tell_heads",),
    "statutes.proposed": ("statutes.tell_keepers",),
    "statutes.returned": ("statutes.tell_proposer",),
    "enforcement.repair_asked": ("enforcement.tell_handlers",),
    "enforcement.refusal_proposed": ("enforcement.tell_handlers",),
    "enforcement.refusal_returned": ("enforcement.tell_handlers",),
    "registers.proposed": ("registers.tell_reviewers",),
    "registers.approved": ("registers.tell_reviewers",),
    "registers.returned": ("registers.tell_drafters",),
    "publishing.submitted": ("policies.tell_reviewers",),
    "publishing.approved": ("policies.tell_reviewers",),
    "publishing.returned": ("policies.tell_drafters",),
    "publishing.release_refused": ("policies.tell_publishers",),
    "publishing.released": ("publishing.index", "ledger.checkpoint", "statutes.cite"),
    "publishing.transferred": ("publishing.index",),
    "letters.numbered": ("letters.make", "requests.mail_notice"),
    "requests.deliver_reply": ("requests.mail_reply",),
    "rectifications.deliver_reply": ("requests.mail_reply",),
    "publishing.withdrawn": ("publishing.index", "ledger.checkpoint", "statutes.cite"),
}

# 检查：what `gongkai check` examines besides the foundation, title → sentences.
CHECKS: Mapping[str, Callable[..., Iterable[str]]] = {
    "发布内容与账本": publishing_jobs.inconsistencies,
    "文件存储": stored_files.problems,
    "检索服务": search_jobs.problems,
    "办件与期限": casework_jobs.inconsistencies,
    "名录": register_jobs.inconsistencies,
}


def bind() -> None:
    """接线：called once, when Django is ready."""
    if environment.LAW is not None:
        law.use_overlay(environment.LAW)
    publishing_kinds.bind(KINDS)
    publishing_ports.bind(GATES, always=GATES_ALWAYS, withhold=withholding_queries.gate)
    reports_ports.bind(
        source=reporting.Requests(),
        normative=policies.NORMATIVE.code,
        order=policies.DOCUMENT.code,
        report=policies.REPORT.code,
        decided=reporting.Decisions(),
    )
    registers.bind([register for declare in REGISTERS for register in declare()])
    register_ports.bind(bases.Statutes())
    register_ports.bind_doubts(
        {
            **funds_agreeing.DOUBTING,
            **enforcement_doubting.DOUBTING,
            **services_doubting.DOUBTING,
            **execution_doubting.DOUBTING,
            execution.PLANS: carrying.of_plans,
        }
    )
    register_ports.bind_objections({**execution_doubting.OBJECTING, **results_objecting.OBJECTING})
    office_items.bind(ITEMS)
    petitions_ports.bind(petitioning.Messages())
    decisions_ports.bind(consulting.Consultations())
    decisions_ports.bind_execution(carrying.Execution())
    casework_ports.bind(PROCEDURES, CONDITIONS, COMPANIONS, FINDERS, UNFIT, limiters=LIMITERS)
    hotline_ports.bind(dispatching.Dispatch())
    finding_ports.bind({"execution": following.Tasks()})
    jobs.bind(OPERATIONS, outside=OUTSIDE, periodic=PERIODIC)
    events.bind(handlers(cached=bool(environment.CACHES)))
    search_backends.bind(environment.SEARCH_URL)
    purging.bind([purging_adapters.parsed(written) for written in environment.CACHES])
    journal.follow(partial(showing.let_go, environment.PAGES_FOLDER) if environment.PAGES_FOLDER else None)
    notice_ports.bind(_address_of)
    requests_paying.bind(requests_paying.configured(environment.PAYMENT, demo=environment.DEMO))
    mail_ports.bind(requests_mailing.subject_named)
    kit_ports.second_factor = sign_in.second_factor
    kit_ports.mourning = mourning.is_mourning


def handlers(*, cached: bool) -> Mapping[str, tuple[str, ...]]:
    """谁跟进什么：the table above, and the purge of the caches in front where there are any."""
    purged = {"publishing.released", "publishing.withdrawn", "publishing.transferred"} if cached else set()
    return {event: (*names, "portal.purge") if event in purged else names for event, names in HANDLERS.items()}


def _address_of(uid: str) -> str:
    if uid.startswith(finding_queries.ADDRESSEE):
        return finding_queries.address_of(uid)
    if uid.startswith(consultations_alerting.ADDRESSEE):
        return consultations_alerting.address_of(uid)
    return people.by_uid(uid).email
