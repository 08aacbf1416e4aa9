"""定时：what runs when, and how often. All of it, on this page."""

from collections.abc import Callable, Mapping
from functools import partial

from gongkai.assembly import (
    caches,
    environment,
)
from gongkai.engines.casework import jobs as casework_jobs
from gongkai.engines.publishing import jobs as publishing_jobs
from gongkai.engines.registers import jobs as register_jobs
from gongkai.faces.portal.bulk import jobs as bulk_jobs
from gongkai.foundation.jobs import operations as job_operations
from gongkai.foundation.ledger import jobs as ledger_jobs
from gongkai.foundation.letters import jobs as letter_jobs
from gongkai.foundation.mail import folder as mail_folder
from gongkai.foundation.notices import jobs as notice_jobs
from gongkai.foundation.search import jobs as search_jobs
from gongkai.programmes.concerns import jobs as concerns_jobs
from gongkai.programmes.concerns import telling as concerns_telling
from gongkai.programmes.consultations import jobs as consultations_jobs
from gongkai.programmes.decisions import jobs as decisions_jobs
from gongkai.programmes.departments import jobs as departments_jobs
from gongkai.programmes.enforcement import jobs as enforcement_jobs
from gongkai.programmes.execution import jobs as execution_jobs
from gongkai.programmes.finding import jobs as finding_jobs
from gongkai.programmes.funds import jobs as funds_jobs
from gongkai.programmes.hotline import jobs as hotline_jobs
from gongkai.programmes.hotline import reminding as hotline_reminding
from gongkai.programmes.requests import jobs as requests_jobs
from gongkai.programmes.requests import reminding as requests_reminding
from gongkai.programmes.withholding import jobs as withholding_jobs

# 定时：name → (seconds, function).
PERIODIC: Mapping[str, tuple[int, Callable[..., object]]] = {
    "publishing.release_scheduled": (20, publishing_jobs.release_scheduled),
    "ledger.checkpoint": (60, publishing_jobs.publish_checkpoint),
    "ledger.remind_witnesses": (ledger_jobs.EVERY, ledger_jobs.remind_witnesses),
    "publishing.turn_of_day": (86400, publishing_jobs.turn_of_day),
    "publishing.nightly_audit": (86400, publishing_jobs.nightly_audit),
    "caches.purge_recent": (60, caches.purge_recent),
    "portal.plan_bulk": (86400, bulk_jobs.plan),
    "portal.renew_bulk": (60, bulk_jobs.renew),
    "finding.tell_all": (86400, finding_jobs.tell_all),
    "finding.forget": (86400, finding_jobs.forget),
    "casework.recompute": (86400, casework_jobs.recompute),
    "letters.make_missing": (86400, letter_jobs.make_missing),
    "requests.remind": (86400, requests_reminding.remind),
    "hotline.remind": (86400, hotline_reminding.remind),
    "hotline.tell_knowledge": (86400, hotline_jobs.tell_knowledge),
    "hotline.learn": (86400, hotline_jobs.learn),
    "hotline.count": (hotline_jobs.COUNT_EVERY, hotline_jobs.count),
    "concerns.note_releases": (concerns_jobs.NOTE_EVERY, concerns_jobs.note_releases),
    "concerns.read_feeds": (concerns_jobs.EVERY, concerns_jobs.read_feeds),
    "concerns.erase_items": (86400, concerns_jobs.erase_items),
    "consultations.remind": (86400, consultations_jobs.remind),
    "consultations.tell_watchers": (86400, consultations_jobs.tell_watchers),
    "consultations.forget_alerts": (86400, consultations_jobs.forget_alerts),
    "consultations.compare": (consultations_jobs.COMPARE_EVERY, consultations_jobs.compare),
    "consultations.erase_comments": (86400, consultations_jobs.erase_comments),
    "concerns.remind": (concerns_telling.EVERY, concerns_telling.remind),
    "decisions.note_papers": (decisions_jobs.NOTE_EVERY, decisions_jobs.note_papers),
    "decisions.erase_enrolments": (86400, decisions_jobs.erase_enrolments),
    "notices.plan_digests": (notice_jobs.EVERY, notice_jobs.plan_digests),
    "hotline.forget_drafts": (86400, hotline_jobs.forget_drafts),
    "requests.forget_drafts": (86400, requests_jobs.forget_drafts),
    "requests.erase_copies": (86400, requests_jobs.erase_copies),
    "enforcement.erase_repairs": (86400, enforcement_jobs.erase_repairs),
    "funds.erase_objections": (86400, funds_jobs.erase_objections),
    "withholding.tell": (86400, withholding_jobs.tell),
    "departments.tell": (86400, departments_jobs.tell),
    "execution.tell": (86400, execution_jobs.tell),
    "registers.forget_imports": (86400, register_jobs.forget_imports),
    "registers.hide_late": (86400, register_jobs.hide_late),
    "search.keep_current": (search_jobs.EVERY, search_jobs.keep_current),
    "jobs.sweep": (60, job_operations.sweep),
    "mail.take": (60, partial(mail_folder.take_configured, environment.MAIL_FOLDER)),
}
