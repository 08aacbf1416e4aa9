"""网址：the back office's addresses; every one stands behind the sign-in."""

from django.urls import URLPattern, path, register_converter

from gongkai.faces.office.views import (
    acts,
    adjustments,
    bulk,
    cases,
    challenges,
    concern_topics,
    concerns,
    contracts,
    copies,
    edit,
    editing,
    emergencies,
    enforcement,
    enforcement_cases,
    finding,
    guides,
    home,
    hotline,
    hotline_more,
    hotline_publication,
    institutions,
    intake,
    item,
    jobs,
    journal,
    keys,
    letters,
    mail,
    mourning,
    notices,
    objections,
    preview,
    publicity,
    register_imports,
    registers,
    repairs,
    report_parts,
    reports,
    requests,
    secrets,
    statutes,
    supervision,
    tokens,
    undo,
    withholding,
    wording,
)


class RecordUid:
    """永久标识：letters and digits; anything else is no address of ours."""

    regex = "[0-9a-z]{4,12}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


class ReportYear:
    """报告年度：four digits of this century."""

    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        """As a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """As it is."""
        return str(value)


register_converter(RecordUid, "record")
register_converter(ReportYear, "report_year")

app_name = "office"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:notice>/read/", notices.read, name="read_notice"),
    path("emergencies/", emergencies.index, name="emergencies"),
    path("emergencies/<slug:emergency>/close/", emergencies.close, name="close_emergency"),
    path("bulk/", bulk.index, name="bulk"),
    path("bulk/<slug:run>/", bulk.show, name="bulk_run"),
    path("bulk/<slug:run>/report.csv", bulk.as_csv, name="bulk_csv"),
    path("bulk/<slug:run>/decide/", bulk.decide, name="bulk_decide"),
    path("bulk/<slug:run>/cancel/", bulk.cancel, name="bulk_cancel"),
    path("mourning/", mourning.index, name="mourning"),
    path("mourning/<int:mourning>/lift/", mourning.lift, name="lift_mourning"),
    path("withholding/", withholding.index, name="withholding"),
    path("secrets/", secrets.secrets, name="secrets"),
    path("wording/", wording.wording, name="wording"),
    path("wording/list.<slug:form>", wording.export, name="export_wording"),
    path("finding/", finding.finding, name="finding"),
    path("finding/missed.csv", finding.export_missed, name="export_missed_csv"),
    path("finding/<int:bet>/remove/", finding.unprefer, name="unprefer"),
    path("finding/<int:bet>/restore/", finding.restore, name="restore_bet"),
    path("journal/", journal.journal, name="journal"),
    path("journal/export.csv", journal.export, name="export_journal"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("keys/", keys.keys, name="keys"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:token>/revoke/", tokens.revoke, name="revoke_token"),
    path("cases/", cases.index, name="cases"),
    path("letters/<slug:organ>/practice/", letters.set_practice, name="set_practice"),
    path("cases/register/", requests.register, name="register"),
    path("cases/register-rectification/", requests.register_rectification, name="register_rectification"),
    path("cases/<slug:case>/", cases.show, name="case"),
    path("cases/<slug:case>/letters/<slug:letter>/<slug:form>", letters.letter, name="case_letter"),
    path("cases/<slug:case>/mail/<slug:mail>.eml", mail.of_case, name="case_mail"),
    path("cases/<slug:case>/package.zip", letters.package, name="case_package"),
    path("cases/<slug:case>/split/", requests.split, name="split_request"),
    path("cases/<slug:case>/reveal/", requests.reveal, name="reveal_proof"),
    path("cases/<slug:case>/copies/", copies.attach, name="attach_copy"),
    path("cases/<slug:case>/copies/<slug:copy>/", copies.blacken, name="blacken_copy"),
    path("cases/<slug:case>/copies/<slug:copy>/detach/", copies.detach, name="detach_copy"),
    path("cases/<slug:case>/copies/<slug:copy>/<slug:which>", copies.download, name="case_copy"),
    path("cases/<slug:case>/<slug:act>/", cases.act, name="case_act"),
    path("hotline/", hotline.index, name="hotline"),
    path("hotline/new/", hotline.new, name="hotline_new"),
    path("hotline/publication/", hotline_publication.index, name="hotline_publication"),
    path("hotline/publication/<slug:case>/", hotline_publication.publish, name="hotline_publish"),
    path("hotline/rising/", hotline_more.rising, name="hotline_rising"),
    path("hotline/settings/", hotline_more.settings, name="hotline_settings"),
    path("hotline/<slug:message>/knowledge/", hotline_more.knowledge, name="hotline_knowledge"),
    path("hotline/<slug:message>/", hotline.show, name="hotline_case"),
    path("hotline/<slug:message>/reveal/", hotline.reveal, name="hotline_reveal"),
    path("hotline/<slug:message>/photos/<slug:photo>/", hotline_publication.photo, name="hotline_photo"),
    path("hotline/<slug:message>/words/", hotline.hand, name="hotline_words"),
    path("hotline/<slug:message>/<slug:act>/", hotline.act, name="hotline_act"),
    path("concerns/", concerns.index, name="concerns"),
    path("concerns/items/", concerns.items, name="concern_items"),
    path("concerns/items/group/", concerns.group, name="concern_group"),
    path("concerns/enter/", concerns.enter, name="concern_enter"),
    path("concerns/import/", concerns.bring, name="concern_import"),
    path("concerns/feeds/", concerns.feeds, name="concern_feeds"),
    path("concerns/feeds/<int:feed>/stop/", concerns.stop, name="stop_concern_feed"),
    path("concerns/<slug:topic>/", concern_topics.show, name="concern"),
    path("concerns/<slug:topic>/<slug:act>/", concern_topics.act, name="concern_act"),
    path("reports/", reports.index, name="reports"),
    path("reports/due/<report_year:year>/", reports.set_due, name="set_report_due"),
    path("reports/<slug:organ>/<report_year:year>/", reports.show, name="report"),
    path("reports/<slug:organ>/<report_year:year>/tables/<slug:table>/", report_parts.table, name="report_table"),
    path(
        "reports/<slug:organ>/<report_year:year>/sections/<slug:section>/",
        report_parts.section,
        name="report_section",
    ),
    path("reports/<slug:organ>/<report_year:year>/cells/<str:key>/", report_parts.cell, name="report_cell"),
    path("reports/<slug:organ>/<report_year:year>/parts/", report_parts.parts, name="report_parts"),
    path("reports/<slug:organ>/<report_year:year>/preview/", report_parts.preview, name="report_preview"),
    path("reports/<slug:organ>/<report_year:year>/report.<slug:form>", report_parts.file, name="report_file"),
    path("reports/<slug:organ>/<report_year:year>/<slug:act>/", reports.act, name="report_act"),
    path("statutes/", statutes.index, name="statutes"),
    path("statutes/propose/", statutes.propose, name="propose_statute"),
    path("statutes/proposals/<slug:proposal>/", statutes.show, name="statute_proposal"),
    path("registers/", registers.index, name="registers"),
    path("contracts/", contracts.index, name="contracts"),
    path("guides/", guides.completeness, name="guides"),
    path("registers/adjustments/<slug:adjustment>/", adjustments.show, name="adjustment"),
    path("registers/adjustments/<slug:adjustment>/files/<slug:sha256>/", adjustments.file, name="adjustment_file"),
    path("registers/<slug:register>/", registers.show, name="register"),
    path("registers/<slug:register>/propose/", registers.propose, name="propose"),
    path("registers/<slug:register>/import/", register_imports.bring, name="import_register"),
    path("registers/<slug:register>/import/<slug:file>/", register_imports.imported, name="import"),
    path("registers/<slug:register>/export.xlsx", registers.export, name="export_register"),
    path("enforcement/", enforcement.index, name="enforcement"),
    path("enforcement/cases/", enforcement_cases.index, name="enforcement_cases"),
    path("enforcement/cases/<slug:filed>/", enforcement_cases.show, name="enforcement_case"),
    path("enforcement/changes/", publicity.index, name="publicity_changes"),
    path("enforcement/changes/<slug:change>/", publicity.show, name="publicity_change"),
    path("enforcement/repairs/", repairs.index, name="repairs"),
    path("enforcement/repairs/<slug:repair>/", repairs.show, name="repair"),
    path("enforcement/repairs/<slug:repair>/evidence/", repairs.evidence, name="repair_evidence"),
    path("enforcement/reports/", enforcement.reports, name="enforcement_reports"),
    path("enforcement/standard/<slug:register>.xlsx", enforcement.export, name="export_standard"),
    path("objections/", objections.index, name="objections"),
    path("objections/<slug:objection>/", objections.show, name="objection"),
    path("institutions/", institutions.index, name="institutions"),
    path("challenges/", challenges.index, name="challenges"),
    path("challenges/<slug:challenge>/", challenges.show, name="challenge"),
    path("supervision/", supervision.index, name="supervision"),
    path("mail/", mail.tray, name="mail"),
    path("mail/<slug:mail>.eml", mail.original, name="mail_original"),
    path("mail/<slug:mail>/", mail.letter, name="mail_letter"),
    path("mail/<slug:mail>/file/", mail.file, name="file_mail"),
    path("mail/<slug:mail>/hand-on/", mail.hand_on, name="hand_on_mail"),
    path("mail/<slug:mail>/set-aside/", mail.set_aside, name="set_aside_mail"),
    path("letters/", letters.settings, name="letters"),
    path("letters/<slug:organ>/series/<slug:series>/", letters.name_series, name="name_series"),
    path("letters/<slug:organ>/templates/<slug:kind>/", letters.keep_template, name="keep_template"),
    path("letters/<slug:organ>/templates/<slug:kind>.docx", letters.template, name="letter_template"),
    path("records/new/", intake.new, name="new"),
    path("records/<record:uid>/", item.show, name="item"),
    path("records/<record:uid>/edit/", edit.edit, name="edit"),
    path("records/<record:uid>/preview/", preview.preview, name="preview"),
    path("records/<record:uid>/original", preview.original, name="original"),
    path("records/<record:uid>/files/<int:position>", preview.attachment, name="file"),
    path("records/<record:uid>/editing/", editing.editing, name="editing"),
    path("records/<record:uid>/undo/", undo.undo, name="undo"),
    path("records/<record:uid>/<slug:act>/", acts.act, name="act"),
]
