"""网址：the public's."""

from django.urls import URLPattern, path

from gongkai.faces.portal import (
    annual_reports,
    changes,
    citing,
    columns,
    comparing,
    concerns,
    crawling,
    documents,
    emergencies,
    feeds,
    files,
    heads,
    home,
    institutions,
    ledger,
    library,
    organs,
    purchases,
    qr,
    saved,
    site,
    statistics,
    suggesting,
    tables,
    withheld,
)
from gongkai.faces.portal.consultations import alerting as consultation_alerting
from gongkai.faces.portal.consultations import commenting, surveying
from gongkai.faces.portal.consultations import files as consultation_files
from gongkai.faces.portal.consultations import following as consultation_following
from gongkai.faces.portal.consultations import lists as consultation_lists
from gongkai.faces.portal.consultations import reading as consultation_reading
from gongkai.faces.portal.decisions import calendar as hearings_calendar
from gongkai.faces.portal.decisions import commenting as decision_commenting
from gongkai.faces.portal.decisions import hearings as decision_hearings
from gongkai.faces.portal.decisions import matters as decisions
from gongkai.faces.portal.enforcement import files as enforcement_files
from gongkai.faces.portal.enforcement import finding as enforcement
from gongkai.faces.portal.enforcement import repairing as enforcement_repairing
from gongkai.faces.portal.enforcement import reports as enforcement_reports
from gongkai.faces.portal.execution import commenting as execution_commenting
from gongkai.faces.portal.execution import following as execution_following
from gongkai.faces.portal.execution import oversight as execution_oversight
from gongkai.faces.portal.execution import plans as execution_plans
from gongkai.faces.portal.execution import tasks as execution_tasks
from gongkai.faces.portal.funds import courses as fund_courses
from gongkai.faces.portal.funds import objecting as fund_objecting
from gongkai.faces.portal.funds import places as fund_places
from gongkai.faces.portal.guides import items as guide_items
from gongkai.faces.portal.guides import situations as guide_situations
from gongkai.faces.portal.hotline import cases as hotline_cases
from gongkai.faces.portal.hotline import following as hotline_following
from gongkai.faces.portal.hotline import lodging as hotline_lodging
from gongkai.faces.portal.hotline import numbers as hotline_numbers
from gongkai.faces.portal.hotline import start as hotline_start
from gongkai.faces.portal.machine_urls import MACHINES
from gongkai.faces.portal.petitions import views as petitions
from gongkai.faces.portal.registers import changes as register_changes
from gongkai.faces.portal.registers import downloads as register_downloads
from gongkai.faces.portal.registers import entries as register_entries
from gongkai.faces.portal.registers import files as register_files
from gongkai.faces.portal.registers import lists as register_lists
from gongkai.faces.portal.registers import oversight, powers
from gongkai.faces.portal.requests import applying, following, rectifying, simulating, start
from gongkai.faces.portal.results import views as results
from gongkai.faces.portal.statutes import lists as statute_lists
from gongkai.faces.portal.statutes import texts as statute_texts

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("openness/", home.openness, name="openness"),
    path("disclosure/", home.to_openness),
    path("services/", home.services, name="services"),
    path("services/items/<str:key>/", guide_items.item, name="service"),
    path("services/situations/<str:key>/", guide_situations.situation, name="situation"),
    path("interaction/", home.interaction, name="interaction"),
    path("data/", home.data, name="data"),
    path("policies/", library.policies, name="policies"),
    path("policies/feed.atom", feeds.policies_feed, name="policies-feed"),
    path("policies/feed.json", feeds.policies_feed, {"format_": "json"}, name="policies-json"),
    path("policies/list.csv", tables.policies_table, name="policies-table"),
    path("search/", library.search, name="search"),
    path("search/suggest", suggesting.suggest, name="suggest"),
    path("search/feed.atom", feeds.search_feed, name="search-feed"),
    path("search/feed.json", feeds.search_feed, {"format_": "json"}, name="search-json"),
    path("search/list.csv", tables.search_table, name="search-table"),
    path("search/save/", saved.save, name="save-search"),
    path("search/save/asked/", saved.asked_for, name="saved-asked"),
    path("search/saved/<slug:key>/", saved.saved, name="saved"),
    path("documents/<slug:uid>/", documents.document, name="document"),
    path("documents/<slug:uid>/proof.json", documents.proof, name="proof"),
    path("documents/<slug:uid>/withdrawal-proof.json", documents.withdrawal_proof, name="withdrawal-proof"),
    path("documents/<slug:uid>/editions/<int:number>/", documents.edition, name="edition"),
    path("documents/<slug:uid>/compare/", comparing.compare, name="compare"),
    path("documents/<slug:uid>/editions/<int:number>/cite.<str:form>", citing.cite, name="cite"),
    path("documents/<slug:uid>/editions/<int:number>/proof.json", documents.proof, name="edition-proof"),
    path("documents/<slug:uid>/editions/<int:number>/files/<int:place>", files.attachment, name="file"),
    path("organs/", organs.index, name="organs"),
    path("organs/list.csv", tables.organs_table, name="organs-table"),
    path("organs/<slug:code>/feed.atom", feeds.organ_feed, name="organ-feed"),
    path("organs/<slug:code>/feed.json", feeds.organ_feed, {"format_": "json"}, name="organ-json"),
    path("organs/<slug:code>/", columns.organ, name="organ"),
    path("organs/<slug:code>/<slug:part>/", columns.part, name="part"),
    path("annual-reports/", annual_reports.index, name="annual-reports"),
    path("annual-reports/list.csv", annual_reports.table, name="annual-reports-table"),
    path("statistics/requests/", statistics.index, name="statistics"),
    path("statistics/requests/list.csv", statistics.table, name="statistics-table"),
    path("sitemap/", site.site_map, name="site-map"),
    path("about/", site.about, name="about"),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("emergencies/", emergencies.index, name="emergencies"),
    path("emergencies/<slug:emergency>/", emergencies.event, name="emergency"),
    path("concerns/", concerns.index, name="concerns"),
    path("concerns/feed.atom", concerns.feed, name="concerns-feed"),
    path("concerns/feed.json", concerns.feed, {"format_": "json"}, name="concerns-json"),
    path("concerns/<slug:topic>/", concerns.topic, name="concern"),
    path("concerns/<slug:topic>/topic.json", concerns.topic_json, name="concern-json"),
    path("consultations/", consultation_lists.index, name="consultations"),
    path("consultations/feed.atom", consultation_lists.feed, name="consultations-feed"),
    path("consultations/feed.json", consultation_lists.feed, {"format_": "json"}, name="consultations-json"),
    path("consultations/calendar.ics", consultation_lists.calendar, name="consultations-calendar"),
    path("consultations/follow/", consultation_following.follow, name="consultation-follow"),
    path("consultations/alerts/", consultation_alerting.new, name="consultation-alerts"),
    path("consultations/alerts/asked/", consultation_alerting.asked_for, name="consultation-alert-asked"),
    path("consultations/alerts/<slug:key>/", consultation_alerting.kept, name="consultation-alert-kept"),
    path("consultations/<slug:consultation>/alert/", consultation_alerting.one, name="consultation-alert"),
    path("consultations/<slug:consultation>/", consultation_reading.show, name="consultation"),
    path("consultations/<slug:consultation>/comment/", commenting.comment, name="consultation-comment"),
    path("consultations/<slug:consultation>/survey/", surveying.survey, name="consultation-survey"),
    path("consultations/<slug:consultation>/comments/", consultation_reading.comments, name="consultation-comments"),
    path("consultations/<slug:consultation>/comments.csv", consultation_files.table, name="consultation-table"),
    path("consultations/<slug:consultation>/comments.json", consultation_files.listing, name="consultation-data-json"),
    path("consultations/<slug:consultation>/survey.csv", consultation_files.survey, name="consultation-survey-table"),
    path("consultations/<slug:consultation>/results/", consultation_reading.results, name="consultation-results"),
    path("consultations/<slug:consultation>/calendar.ics", consultation_reading.calendar, name="consultation-calendar"),
    path("decisions/", decisions.index, name="decisions"),
    path("decisions/feed.atom", decisions.feed, name="decisions-feed"),
    path("decisions/feed.json", decisions.feed, {"format_": "json"}, name="decisions-json"),
    path("decisions/list.json", decisions.listing_json, name="decisions-list-json"),
    path("decisions/hearings.ics", hearings_calendar.calendar, name="hearings-calendar"),
    path("decisions/hearings/<slug:hearing>/enrol/", decision_hearings.enrol, name="hearing-enrol"),
    path("decisions/hearings/<slug:hearing>/follow/", decision_hearings.follow, name="hearing-follow"),
    path("decisions/<slug:matter>/", decisions.matter, name="decision"),
    path("decisions/<slug:matter>/comment/", decision_commenting.comment, name="decision-comment"),
    path("decisions/<slug:matter>/matter.json", decisions.matter_json, name="decision-json"),
    path("withheld/", withheld.index, name="withheld"),
    path("withheld/list.csv", withheld.table, name="withheld-table"),
    path("withheld/feed.atom", withheld.feed, name="withheld-feed"),
    path("withheld/feed.json", withheld.feed, {"format_": "json"}, name="withheld-json"),
    path("ledger/", ledger.about, name="ledger"),
    path("ledger/feed.atom", feeds.ledger_feed, name="ledger-feed"),
    path("ledger/feed.json", feeds.ledger_feed, {"format_": "json"}, name="ledger-json"),
    path("ledger/list.csv", ledger.table, name="ledger-table"),
    path("ledger/compare/", heads.compare, name="heads"),
    path("ledger/compare.json", heads.listing, name="heads-json"),
    path("ledger/changes/", changes.changes, name="changes"),
    path("ledger/changes/feed.atom", changes.feed, name="changes-feed"),
    path("ledger/changes/feed.json", changes.feed, {"format_": "json"}, name="changes-feed-json"),
    path("ledger/changes/list.csv", changes.table, name="changes-table"),
    path("ledger/changes/list.json", changes.listing, name="changes-json"),
    path("ledger/checkpoint", ledger.checkpoint, name="checkpoint"),
    path("ledger/key", ledger.key, name="key"),
    path("ledger/consistency", ledger.consistency, name="consistency"),
    path("ledger/entries", ledger.entries, name="entries"),
    path("ledger/recoveries", ledger.recoveries, name="recoveries"),
    path("ledger/tile/<path:path>", ledger.tile, name="tile"),
    path("ledger/<int:life>/checkpoint", ledger.checkpoint_of_life, name="checkpoint-of-life"),
    path("ledger/<int:life>/tile/<path:path>", ledger.tile, name="tile-of-life"),
    path("requests/", start.start, name="requests"),
    path("requests/answers/", library.answers, name="answers"),
    path("requests/answers/feed.atom", feeds.answers_feed, name="answers-feed"),
    path("requests/answers/feed.json", feeds.answers_feed, {"format_": "json"}, name="answers-json"),
    path("requests/answers/list.csv", tables.answers_table, name="answers-table"),
    path("requests/apply/", start.choose, name="apply-organ"),
    path("requests/apply/begin/", applying.begin, name="apply-begin"),
    path("requests/apply/<slug:key>/<slug:step>/", applying.step, name="apply"),
    path("requests/pay/<slug:bill>/", simulating.pay, name="pay"),
    path("requests/rectify/", rectifying.rectify, name="rectify"),
    path("requests/follow/", following.follow, name="follow"),
    path("hotline/", hotline_start.start, name="hotline"),
    path("hotline/new/", hotline_lodging.begin, name="hotline-begin"),
    path("hotline/new/<slug:key>/<slug:step>/", hotline_lodging.step, name="hotline-new"),
    path("hotline/follow/", hotline_following.follow, name="hotline-follow"),
    path("hotline/cases/", hotline_cases.index, name="hotline-cases"),
    path("hotline/cases/feed.atom", feeds.cases_feed, name="hotline-cases-feed"),
    path("hotline/cases/feed.json", feeds.cases_feed, {"format_": "json"}, name="hotline-cases-json"),
    path("hotline/cases/list.csv", tables.cases_table, name="hotline-cases-table"),
    path("hotline/knowledge/", hotline_start.knowledge, name="hotline-knowledge"),
    path("hotline/board/", hotline_numbers.board, name="hotline-board"),
    path("hotline/board/list.csv", hotline_numbers.board_table, name="hotline-board-table"),
    path("hotline/board/list.json", hotline_numbers.board_json, name="hotline-board-json"),
    path("hotline/trends/", hotline_numbers.trends, name="hotline-trends"),
    path("hotline/trends/list.csv", hotline_numbers.trends_table, name="hotline-trends-table"),
    path("hotline/trends/list.json", hotline_numbers.trends_json, name="hotline-trends-json"),
    path("petitions/", petitions.start, name="petitions"),
    path("petitions/new/", petitions.new, name="petition-new"),
    path("petitions/follow/", petitions.follow, name="petition-follow"),
    path("execution/", execution_plans.index, name="execution"),
    path("execution/follow/", execution_following.follow, name="execution-follow"),
    path("execution/late/", execution_tasks.late, name="execution-late"),
    path("execution/findings/", execution_oversight.findings, name="execution-findings"),
    path("execution/cases/", execution_oversight.cases, name="execution-cases"),
    path("execution/plans/<str:key>/", execution_plans.plan, name="execution-plan"),
    path("execution/tasks/<str:key>/", execution_tasks.task, name="execution-task"),
    path("execution/tasks/<str:key>/comment/", execution_commenting.comment, name="execution-comment"),
    path("execution/tasks/<str:key>/task.json", execution_tasks.task_json, name="execution-task-json"),
    path("execution/tasks/<str:key>/feed.atom", execution_tasks.feed, name="execution-task-feed"),
    path("execution/tasks/<str:key>/feed.json", execution_tasks.feed, {"format_": "json"}, name="execution-feed-json"),
    path("results/", results.index, name="results"),
    path("results/items/<str:key>/", results.outcome, name="outcome"),
    path("results/<slug:place>/<int:year>/", results.year, name="results-year"),
    path("funds/", fund_places.index, name="funds"),
    path("funds/places/<slug:code>/", fund_places.place, name="funds-place"),
    path("funds/projects/<str:key>/", fund_courses.project, name="fund-project"),
    path("funds/allocations/<str:key>/", fund_courses.allocation, name="fund-allocation"),
    path("funds/payments/<str:key>/", fund_courses.payment, name="fund-payment"),
    path("funds/object/", fund_objecting.raise_objection, name="object"),
    path("funds/objections/", fund_objecting.follow, name="objections"),
    path("institutions/", institutions.index, name="institutions"),
    path("institutions/<str:key>/", institutions.institution, name="institution"),
    path("purchases/", purchases.index, name="purchases"),
    path("purchases/<str:key>/", purchases.project, name="purchase"),
    path("registers/", register_lists.index, name="registers"),
    path("registers/<slug:register>/", register_lists.listing, name="register"),
    path("registers/<slug:register>/compare/", register_changes.compare, name="register-compare"),
    path("registers/<slug:register>/changes/", register_changes.changes, name="register-changes"),
    path("registers/<slug:register>/feed.atom", register_changes.feed, name="register-feed"),
    path("registers/<slug:register>/feed.json", register_changes.feed, {"format_": "json"}, name="register-feed-json"),
    path("registers/<slug:register>/list.csv", register_files.table, {"format_": "csv"}, name="register-csv-table"),
    path("registers/<slug:register>/list.xlsx", register_files.table, {"format_": "xlsx"}, name="register-xlsx-table"),
    path("registers/<slug:register>/list.json", register_files.table, {"format_": "json"}, name="register-json"),
    path("registers/<slug:register>/changes/<slug:adjustment>/", register_changes.announced, name="adjustment"),
    path("registers/<slug:register>/files/<slug:sha256>/<str:name>", register_downloads.download, name="register-file"),
    path("registers/<slug:register>/entries/<str:key>/", register_entries.entry, name="entry"),
    path("registers/powers/entries/<str:key>/elsewhere/", powers.elsewhere, name="power-elsewhere"),
    path("registers/powers/entries/<str:key>/elsewhere.csv", powers.elsewhere_table, name="power-elsewhere-table"),
    path("registers/powers/places/", powers.two_places, name="power-places"),
    path("registers/powers/places.csv", powers.two_places_table, name="power-places-table"),
    path("registers/oversight/overdue/", oversight.overdue, name="oversight-overdue"),
    path("enforcement/", enforcement.index, name="enforcement"),
    path("enforcement/cases/<slug:case>/", enforcement.case, name="enforcement-case"),
    path("enforcement/repair/", enforcement_repairing.ask, name="repair"),
    path("enforcement/repair/follow/", enforcement_repairing.follow, name="repairs"),
    path("enforcement/reports/<slug:organ>/<int:year>/", enforcement_reports.report, name="enforcement-report"),
    path(
        "enforcement/reports/<slug:organ>/<int:year>/list.xlsx",
        enforcement_reports.table,
        name="enforcement-report-table",
    ),
    path("enforcement/<slug:register>.csv", enforcement_files.table, {"format_": "csv"}, name="enforcement-csv-table"),
    path(
        "enforcement/<slug:register>.xlsx", enforcement_files.table, {"format_": "xlsx"}, name="enforcement-xlsx-table"
    ),
    path("enforcement/<slug:register>.json", enforcement_files.table, {"format_": "json"}, name="enforcement-json"),
    path("statutes/", statute_lists.index, name="statutes"),
    path("statutes/<slug:slug>/", statute_texts.statute, name="statute"),
    path("statutes/<slug:slug>/compare/", statute_texts.compare, name="statute-compare"),
    path("statutes/<slug:slug>/<slug:address>/", statute_texts.article, name="statute-article"),
    path("qr.svg", qr.qr, name="qr"),
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("sitemap-pages.xml", crawling.pages, name="sitemap-pages"),
    path("sitemap-documents-<int:number>.xml", crawling.documents, name="sitemap-documents"),
    *MACHINES,
]
