"""Every kind of page there is, found from the tables of addresses, in every way of reading: nobody is left out."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.engines.publishing.bulk_tables import BulkRun
from gongkai.engines.publishing.emergency_tables import Emergency
from gongkai.engines.publishing.models import Edition, Withdrawal
from gongkai.engines.registers.models import Adjustment
from gongkai.faces.portal import urls as portal
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.consultations.models import Consultation
from gongkai.programmes.decisions.models import DecisionHearing
from gongkai.programmes.enforcement.models import EnforcementCase, PublicityChange, RepairApplication
from gongkai.programmes.funds.models import FundObjection
from gongkai.programmes.requests import operations as requests
from gongkai.programmes.requests import paying
from gongkai.programmes.statutes.models import StatuteProposal

from . import eyes
from .site import Site
from .window import NARROW, WIDE, Window

pytestmark = [pytest.mark.browser, pytest.mark.once]

PUBLIC = {
    "home": ["/"],
    "openness": ["/openness/"],
    "services": ["/services/"],
    "interaction": ["/interaction/"],
    "data": ["/data/"],
    "policies": ["/policies/", "/policies/?theme=17&kind=normative&year=2024"],
    "search": ["/search/?q=养老", "/search/?q=绝无此文"],
    "save-search": ["/search/save/?q=养老"],
    "saved-asked": ["/search/save/asked/"],
    "document": ["{amended}", "{corrected}", "{urgent}", "{gone}", "{unsuitable}", "{repealed}", "/documents/none/"],
    "edition": ["{corrected}editions/1/"],
    "compare": ["{corrected}compare/"],
    "organs": ["/organs/", "/organs/?q=没有这个机关"],
    "part": ["/organs/990000172/guide/", "/organs/990000172/disclosures/", "/organs/990000084/rules/",
             "/organs/990000084/reports/", "/organs/990000041/guide/",
             "/organs/990000033/disclosures/", "/organs/990000164/guide/"],
    "site-map": ["/sitemap/"],
    "about": ["/about/"],
    "accessibility": ["/accessibility/"],
    "emergencies": ["/emergencies/"],
    "emergency": ["/emergencies/{emergency}/"],
    "withheld": ["/withheld/"],
    "concerns": ["/concerns/", "/concerns/?q=没有这个机关"],
    "concern": ["/concerns/{topic}/"],
    "consultations": ["/consultations/", "/consultations/?phase=overdue", "/consultations/?q=没有这份草案"],
    "consultation": ["/consultations/{open}/", "/consultations/{open}/?version=1", "/consultations/{overdue}/"],
    "consultation-comments": ["/consultations/{answered}/comments/", "/consultations/{open}/comments/?passage=5"],
    "consultation-results": ["/consultations/{answered}/results/", "/consultations/{overdue}/results/"],
    "consultation-comment": ["/consultations/{open}/comment/?passage=5&version=2"],
    "consultation-survey": ["/consultations/{open}/survey/"],
    "consultation-follow": ["/consultations/follow/"],
    "consultation-alerts": ["/consultations/alerts/?matter=decision"],
    "consultation-alert": ["/consultations/{open}/alert/", "/consultations/{overdue}/alert/"],
    "consultation-alert-asked": ["/consultations/alerts/asked/"],
    "decisions": ["/decisions/", "/decisions/?q=没有这个机关"],
    "decision": ["/decisions/{decided}/", "/decisions/{heard}/"],
    "decision-comment": ["/decisions/{decided}/comment/"],
    "hearing-enrol": ["/decisions/hearings/{hearing}/enrol/"],
    "hearing-follow": ["/decisions/hearings/{hearing}/follow/"],
    "service": ["/services/items/11990121990000105X1990131002001/", "/services/items/11990000990000033J1990707002001/"],
    "situation": ["/services/situations/newborn/", "/services/situations/newborn/?登记=办过",
                  "/services/situations/newborn/?登记=没办过&社保卡=现在办"],
    "registers": ["/registers/"],
    "register": ["/registers/powers/", "/registers/powers/?kind=01&on=2024-06-01", "/registers/duties/?q=没有",
                 "/registers/withholding/", "/registers/boundaries/", "/registers/oversight/",
                 "/registers/special-funds/"],
    "entry": ["/registers/powers/entries/99-01-00101/", "/registers/powers/entries/99-01-00103/",
              "/registers/powers/entries/99-07-00051/", "/registers/duties/entries/ZR-99-0001/",
              "/registers/withholding/entries/DL-QD-01/", "/registers/boundaries/entries/ZZ-HJ-01/",
              "/registers/oversight/entries/JG-HJ-02/",
              "/registers/dispatch-directory/entries/PD-004/", "/registers/powers/entries/LZ-02-0001/"],
    "power-elsewhere": ["/registers/powers/entries/LZ-02-0001/elsewhere/"],
    "power-places": ["/registers/powers/places/", "/registers/powers/places/?a=990100&b=990200",
                     "/registers/powers/places/?a=990100&b=990200&show=differing"],
    "oversight-overdue": ["/registers/oversight/overdue/"],
    "execution": ["/execution/"],
    "execution-late": ["/execution/late/"],
    "execution-findings": ["/execution/findings/"],
    "execution-follow": ["/execution/follow/?task=DL-2026-BG-02", "/execution/follow/?plan=DL-2025-SS"],
    "execution-cases": ["/execution/cases/"],
    "execution-plan": ["/execution/plans/DL-2026-BG/", "/execution/plans/DL-2025-SS/?show=late"],
    "execution-task": ["/execution/tasks/DL-2026-BG-02/", "/execution/tasks/DL-2026-BG-08/"],
    "execution-comment": ["/execution/tasks/DL-2026-BG-02/comment/"],
    "results": ["/results/"],
    "results-year": ["/results/99/2025/"],
    "outcome": ["/results/items/JG-2025-01/", "/results/items/JG-2025-06/"],
    "funds": ["/funds/"],
    "funds-place": ["/funds/places/990121100201/", "/funds/places/990121/", "/funds/places/990121100202/?year=2019"],
    "fund-project": ["/funds/projects/JZ-2026/", "/funds/projects/XJ-2026-07/"],
    "fund-allocation": ["/funds/allocations/JZ-2026-T2/", "/funds/allocations/JZ-2026-S1/"],
    "fund-payment": ["/funds/payments/JZ-2026-P1/"],
    "object": ["/funds/object/?place=990121100201"],
    "objections": ["/funds/objections/"],
    "institutions": ["/institutions/", "/institutions/?sector=06"],
    "institution": ["/institutions/91990121990200019J/"],
    "purchases": ["/purchases/"],
    "purchase": ["/purchases/GM-2026-03/"],
    "register-compare": ["/registers/powers/compare/?from=2025-01-01&to=2026-02-01"],
    "register-changes": ["/registers/powers/changes/"],
    "adjustment": ["/registers/powers/changes/{adjustment}/"],
    "enforcement": ["/enforcement/", "/enforcement/?q=段小满&kind=02", "/enforcement/?q=没有这样的决定"],
    "enforcement-case": ["/enforcement/cases/{traced}/"],
    "repair": ["/enforcement/repair/", "/enforcement/repair/?number=东环罚〔2025〕6号"],
    "repairs": ["/enforcement/repair/follow/"],
    "enforcement-report": ["/enforcement/reports/990000041/2025/"],
    "statutes": ["/statutes/", "/statutes/?q=条例&category=local_regulation", "/statutes/?q=没有"],
    "statute": ["/statutes/rfop2vh7it/", "/statutes/rfop2vh7it/?on=2024-01-01", "/statutes/auo2gkxvjf/"],
    "statute-article": ["/statutes/jjufjuw3vt/20/", "/statutes/rfop2vh7it/6/"],
    "statute-compare": ["/statutes/rfop2vh7it/compare/", "/statutes/auo2gkxvjf/compare/"],
    "annual-reports": ["/annual-reports/?year=2025"],
    "statistics": ["/statistics/requests/", "/statistics/requests/?organ=990000033"],
    "requests": ["/requests/"],
    "answers": ["/requests/answers/", "/requests/answers/?q=绝无此文"],
    "pay": ["/requests/pay/{bill}/"],
    "apply-organ": ["/requests/apply/", "/requests/apply/?q=没有这个机关"],
    "rectify": ["/requests/rectify/", "/requests/rectify/?organ=990000033"],
    "follow": ["/requests/follow/"],
    "hotline": ["/hotline/"],
    "hotline-follow": ["/hotline/follow/"],
    "hotline-cases": ["/hotline/cases/", "/hotline/cases/?q=绝无此事"],
    "hotline-board": ["/hotline/board/"],
    "hotline-trends": ["/hotline/trends/"],
    "petitions": ["/petitions/"],
    "petition-new": ["/petitions/new/"],
    "petition-follow": ["/petitions/follow/"],
    "ledger": ["/ledger/"],
    "changes": ["/ledger/changes/"],
}  # fmt: skip
# Read by programs, or leading elsewhere: no page stands there. The steps of an application are walked in test_requests.
MACHINES = re.compile(
    r"feed|json|table|proof|cite|file|checkpoint|key|consistency|entries|recoveries|tile|qr|robots|sitemap|suggest"
    r"|calendar|bulk|oai|heads|^organ$|^saved$|^consultation-alert-kept$|^apply$|^apply-begin$|^hotline-begin$|^hotline-new$|^hotline-knowledge$"
)
OFFICE = {
    "city-drafter": ["/office/", "/office/?state=released", "/office/records/new/", "/office/secrets/",
                "/office/notices/", "/office/keys/",
                "/office/records/{draft}/", "/office/records/{draft}/edit/", "/office/records/{draft}/preview/"],
    "county-head": ["/office/", "/office/records/{urgent}/", "/office/emergencies/", "/office/tokens/",
                    "/office/letters/", "/office/objections/", "/office/objections/{objection}/",
                    "/office/institutions/"],
    "publisher": ["/office/?state=approved", "/office/records/{approved}/"],
    "openness": ["/office/mail/", "/office/bulk/", "/office/bulk/{run}/",
                 "/office/mourning/", "/office/finding/", "/office/wording/",
                 "/office/reports/?year=2025", "/office/reports/990000017/2025/parts/",
                 "/office/supervision/", "/office/owing/", "/office/challenges/",
                 "/office/statutes/", "/office/statutes/propose/",
                 "/office/statutes/proposals/{statute_proposal}/"],
    "ecology-drafter": ["/office/execution/", "/office/execution/breakdown/", "/office/results/",
                        "/office/withholding/", "/office/registers/", "/office/registers/powers/",
                        "/office/registers/powers/propose/", "/office/registers/powers/import/",
                        "/office/registers/adjustments/{proposed}/",
                        "/office/enforcement/", "/office/enforcement/cases/", "/office/enforcement/cases/{filed}/",
                        "/office/enforcement/repairs/", "/office/enforcement/repairs/{repair}/",
                        "/office/enforcement/changes/", "/office/enforcement/changes/{change}/",
                        "/office/enforcement/reports/"],
    "drafter": ["/office/consultations/", "/office/consultations/new/", "/office/consultations/{open}/",
                "/office/consultations/{open}/comments/?which=unanswered", "/office/consultations/{open}/enter/",
                "/office/consultations/{open}/rewrite/", "/office/consultations/{open}/comments/?which=groups",
                "/office/consultations/{open}/comments/?which=near",
                "/office/consultations/{open}/survey/",
                "/office/consultations/{open}/sweep/?act=hide&which=unanswered"],
    "auditor": ["/office/journal/"],
    "concern-officer": ["/office/concerns/", "/office/concerns/items/", "/office/concerns/enter/",
                        "/office/concerns/feeds/", "/office/concerns/{concern}/?act=judge_again"],
    "civil-drafter": ["/office/decisions/", "/office/decisions/{matter}/",
                      "/office/decisions/{matter}/?act=collate"],
    "head": ["/office/decisions/new/"],
    "admin": ["/office/jobs/", "/office/records/none/", "/accounts/2fa/"],
}  # fmt: skip


@pytest.fixture(scope="module")
def paid_here(site: Site) -> Iterator[None]:
    """Paying is simulated, as in the demonstration."""
    paying.bind(paying.SimulatedPayments())
    yield
    paying.bind(None)


@pytest.fixture(scope="module")
def places(site: Site, paid_here: None) -> dict[str, str]:
    """What the addresses stand for, as the demonstration has it today."""

    def uid(**asked: Any) -> str:
        return str(Edition.objects.filter(**asked).order_by("-number").values_list("record__uid", flat=True)[0])

    def gather() -> dict[str, str]:
        withdrawn = dict(Withdrawal.objects.values_list("reason", "record__uid"))
        found = {
            "traced": EnforcementCase.objects.exclude(decision="").values_list("uid", flat=True)[0],
            "filed": EnforcementCase.objects.filter(decision="").values_list("uid", flat=True)[0],
            "change": PublicityChange.objects.values_list("uid", flat=True)[0],
            "amended": uid(title__contains="《澜州市城市道路停车管理办法》的通知"),
            "corrected": uid(number=3),
            "urgent": uid(title__contains="供水主管网爆裂"),
            "gone": withdrawn["published_in_error"],
            "unsuitable": withdrawn["unsuitable"],
            "repealed": withdrawn["repealed"],
        }
        bare = {"draft": uid(state="draft", organ__code="990000084"), "approved": uid(state="approved")}
        bare["topic"] = Case.objects.filter(events__act="release_first").values_list("uid", flat=True)[0]
        bare["concern"] = Case.objects.filter(procedure="concerns").order_by("-pk").values_list("number", flat=True)[0]
        bare["hearing"] = DecisionHearing.objects.values_list("uid", flat=True)[0]
        bare["heard"] = DecisionHearing.objects.values_list("case__uid", flat=True)[0]
        bare["matter"] = DecisionHearing.objects.values_list("case__number", flat=True)[0]
        bare["decided"] = Case.objects.filter(events__act="decide").values_list("uid", flat=True)[0]
        bare["emergency"] = Emergency.objects.values_list("uid", flat=True)[0]
        bare["objection"] = FundObjection.objects.filter(answered_at=None).values_list("uid", flat=True)[0]
        bare["statute_proposal"] = StatuteProposal.objects.values_list("uid", flat=True)[0]
        bare |= {
            place: Consultation.objects.filter(organ__code=organ).values_list("uid", flat=True)[0]
            for place, organ in (("open", "990000017"), ("answered", "990000033"), ("overdue", "990000041"))
        }
        bare["repair"] = RepairApplication.objects.filter(refused_at=None).values_list("uid", flat=True)[0]
        bare["proposed"] = Adjustment.objects.filter(state="proposed").values_list("uid", flat=True)[0]
        bare["adjustment"] = Adjustment.objects.filter(state="adopted").values_list("uid", flat=True)[0]
        owing = Case.objects.filter(state="paying")[0]
        bare["bill"] = requests.bill(case=owing, done=done_in(owing), by=SYSTEM, at=site.clock.now()).code
        bare["run"] = BulkRun.objects.values_list("uid", flat=True)[0]
        return {**{name: f"/documents/{value}/" for name, value in found.items()}, **bare}

    return site.call(gather)


@pytest.fixture(scope="module")
def reader(browser: Any, site: Site) -> Window:
    """One window for all public pages: opening one costs more than a page."""
    window = Window(browser, site.url)
    window.page.emulate_media(reduced_motion="reduce")  # a colour on its way to another is neither
    return window


def named(patterns: list[URLPattern]) -> set[str]:
    return {pattern.name for pattern in patterns if pattern.name}


def test_no_public_page_is_left_out() -> None:
    pages = {name for name in named(portal.urlpatterns) if not MACHINES.search(name)}
    assert pages == set(PUBLIC)


@pytest.mark.parametrize("kind", PUBLIC)
def test_public_pages_are_for_everybody_in_every_mode_and_language(
    kind: str, reader: Window, places: dict[str, str]
) -> None:
    faults = []
    for at, form in enumerate(PUBLIC[kind]):
        address = form.format(**places)
        joint = "&" if "?" in address else "?"
        reader.go(address)
        faults += [
            f"{address} {fault}" for fault in eyes.in_every_mode(reader.page, eyes.HARDEST if at else eyes.MODES)
        ]
        reader.go(f"{address}{joint}lang=en")
        faults += [f"{address} en {fault}" for fault in eyes.in_english(reader.page) if form not in fault]
        reader.go(f"{address}{joint}lang=zh-Hant")
        faults += [f"{address} zh-Hant {fault}" for fault in eyes.wide_faults(reader.page, NARROW)]
        reader.page.set_viewport_size({"width": WIDE, "height": 900})
    said, reader.faults = reader.faults, []
    _none([fault for fault in faults + said if not _is_asked(fault)])


def _is_asked(fault: str) -> bool:
    """What the reader typed and what the operator set stay as they are."""
    return "left in Chinese" in fault and any(word in fault for word in ("绝无此文", "没有这个机关", "示范省", "待填"))


@pytest.mark.parametrize("who", OFFICE)
def test_office_pages_are_for_everybody_wide_and_narrow(
    who: str, desk: Callable[[str], Window], places: dict[str, str]
) -> None:
    window = desk(who)
    bare = {name: value.removeprefix("/documents/").rstrip("/") for name, value in places.items()}
    faults = []
    for form in OFFICE[who]:
        page = window.go(form.format(**bare))
        for width in (WIDE, NARROW):
            faults += [f"{form} {fault}" for fault in eyes.wide_faults(page, width)]
            faults += [f"{form} {width} {fault}" for fault in eyes.examine(page)]
        page.set_viewport_size({"width": WIDE, "height": 900})
    _none(faults)


def _none(faults: list[str]) -> None:
    if faults:
        pytest.fail("\n".join(dict.fromkeys(faults)), pytrace=False)
