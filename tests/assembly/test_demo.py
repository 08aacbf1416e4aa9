"""The demo province is loaded once, whole, through operations, and nothing unreleased in it is ever found."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client

from gongkai.assembly import wiring
from gongkai.assembly.demo import _dates, _records, accounts, load
from gongkai.assembly.demo._world import World, data
from gongkai.engines.casework.models import Case
from gongkai.engines.publishing import queries
from gongkai.engines.publishing.bulk_tables import BulkRun
from gongkai.engines.publishing.emergency_tables import Emergency, UrgentRelease
from gongkai.engines.publishing.models import Attachment, Edition, Record, SecretTally, State, Withdrawal
from gongkai.foundation.errors import Conflict
from gongkai.foundation.jobs import queries as jobs
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.ledger import queries as ledger
from gongkai.foundation.letters.models import LetterSeries
from gongkai.foundation.mail.models import ReceivedMail
from gongkai.foundation.mourning.models import Mourning
from gongkai.foundation.now import CHINA, frozen
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.models import Person
from gongkai.foundation.search import queries as search
from gongkai.programmes.dispatch import queries as dispatch
from gongkai.programmes.finding.models import BestBet, MissedQuery, SavedSearch
from gongkai.programmes.reports import publication
from gongkai.programmes.reports.models import AnnualReport, Challenge

from . import exits

pytestmark = pytest.mark.django_db
# What was written here, not brought as a file.
MADE_HERE = (
    "answer", "statement", "hotline", "consultation", "consultation_report", "decision", "hearing_notice",
    "decision_evaluation",
)  # fmt: skip


@pytest.fixture(autouse=True)
def standing(demo: datetime) -> Iterator[None]:
    with frozen(demo):
        yield


def test_loading_again_does_nothing() -> None:
    before = (Record.objects.count(), Person.objects.count(), journal.verify())
    assert load.run() is False
    assert (Record.objects.count(), Person.objects.count(), journal.verify()) == before


def test_a_second_start_asks_the_database_twice(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        load.run()


def test_every_state_is_there() -> None:
    states = Counter(Edition.objects.values_list("state", flat=True))
    assert set(states) == set(State.values) - {State.DISCARDED, State.RECONSIDERED}
    assert Edition.objects.filter(state=State.DRAFT).exclude(returned_reason="").exists()
    assert {w.reason for w in Withdrawal.objects.all()} == {
        "published_in_error", "consolidated", "repealed", "unsuitable",
    }  # fmt: skip


def test_every_record_of_the_data_is_there_under_its_title_and_number() -> None:
    listed = data("records")
    answers = Record.objects.filter(kind="answer")
    assert answers.count() == sum("published" in about for about in data("requests")["requests"])
    published = sum("published" in about for about in data("reports")["reports"])
    others = Record.objects.exclude(kind__in=MADE_HERE).count() - published
    assert others == len(listed["records"]) + len(listed["guides"])
    for about in listed["records"]:
        edition = (
            Edition.objects.filter(title=about["title"]).order_by("-number").get()
            if about["state"] != "corrected"
            else None
        )
        if edition is not None:
            number = about.get("document_number", "").replace("{year}", str(edition.formed_on.year))  # type: ignore[union-attr]
            assert edition.document_number == number
            assert edition.attachments.count() == len(about.get("attachments", ()))
            assert edition.relations.count() == len(about.get("relations", ()))


def test_no_text_shows_what_should_have_been_filled_in() -> None:
    for edition in Edition.objects.all():
        shown = " ".join([edition.title, edition.document_number, edition.body, edition.summary])
        assert not re.search(r"\{\w+\}|\[\[", shown), edition.title


def test_tables_keep_their_captions_and_originals_are_kept_as_issued() -> None:
    reports = Edition.objects.filter(kind="report")
    assert all(report.body.count("<table>") == 3 for report in reports)
    # What was made here, an answer or a report, has no paper it was taken from.
    made = AnnualReport.objects.exclude(figures={}).exclude(sha256="").values("record")
    taken = Edition.objects.exclude(kind__in=MADE_HERE).exclude(record__uid__in=made)
    assert all(report.original_name.endswith(".docx") for report in taken.filter(kind="report"))
    assert not taken.filter(original=None).exists()


def test_a_year_of_reports_has_one_late_one_returned_and_some_owed(demo: datetime) -> None:
    rows = {row.organ.code: row for row in publication.of_year(2025, demo)}
    late = [row.days_late for row in rows.values() if row.record and row.days_late]
    assert late == [5]
    assert sum(not row.record for row in rows.values()) > 3
    [returned] = AnnualReport.objects.exclude(returned_reason="")
    assert returned.parts == sorted(returned.parts) != []
    linked = Challenge.objects.exclude(case="")
    assert {row.outcome for row in linked} == {"corrected", "other", ""}
    late_ends = Case.objects.filter(ended_due_on__lt=F("ended_on"))
    assert [case.open for case in late_ends] == [True]


def test_each_correction_changed_the_text_and_says_so() -> None:
    first, second, third = Edition.objects.filter(record__editions__number=3).order_by("number")
    assert "提前48小时提出" in first.body
    assert "提前24小时提出" in second.body
    assert "48小时" in second.public_note
    assert "减排40%以上；" in third.body
    assert (second.state, third.state) == (State.SUPERSEDED, State.RELEASED)


def test_attachments_are_real_files() -> None:
    kinds = {attachment.public.extension for attachment in Attachment.objects.select_related("public")}
    assert {"docx", "txt"} <= kinds <= {"docx", "txt", "xlsx", "pdf"}


def test_releases_fall_into_office_hours_of_working_days() -> None:
    for edition in Edition.objects.exclude(released_at=None):
        at = edition.released_at.astimezone(CHINA)  # type: ignore[union-attr]
        assert _dates.is_working_day(at.date()), (edition.title, at)
        assert 9 <= at.hour < 18


def test_the_journal_is_whole_and_in_the_order_of_time(demo: datetime) -> None:
    assert journal.verify().entries == Entry.objects.count()
    instants = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert instants == sorted(instants)
    assert instants[-1] == demo


def test_the_ledger_is_sound_and_covered_by_a_checkpoint() -> None:
    audit = ledger.audit()
    assert audit.problems == ()
    latest = ledger.latest_checkpoint()
    assert latest is not None
    assert latest.size == audit.size


def test_no_job_is_left_over(demo: datetime) -> None:
    assert not jobs.unfinished_jobs().exists()
    assert jobs.health(demo).dead == 0


def test_what_is_released_is_found_and_nothing_else(demo: datetime) -> None:
    public = set(Edition.objects.released(demo).values_list("record__uid", flat=True))
    for edition in Edition.objects.filter(number=1).select_related("record"):
        found = search.find(edition.title, limit=100)
        keys = {hit.key for hit in found.hits}
        assert keys <= {f"record:{uid}" for uid in public}
        assert (f"record:{edition.record.uid}" in keys) == (edition.record.uid in public), edition.title


@pytest.mark.parametrize("words", ["养老", "政务公开", "东政办发〔2024〕12号", "东政办发[2024]12号", "稳岗返还"])
def test_the_words_people_try_first_find_something(words: str) -> None:
    assert search.find(words).total > 0


def test_people_see_work_that_waits_for_them(demo: datetime) -> None:
    from gongkai.foundation.people import queries as people

    person = people.actor(people.by_username("county-head").pk, demo, second_factor=True)
    assert any(row.mine for row in queries.queue(person, demo))


def test_late_publication_raises_an_alarm(demo: datetime) -> None:
    from gongkai.foundation.people import queries as people

    person = people.actor(people.by_username("city-drafter").pk, demo, second_factor=False)
    assert "late_publication" in {alarm.kind for alarm in queries.alarms(person, demo)}


def test_state_secrets_are_only_counted() -> None:
    assert sorted(SecretTally.objects.values_list("count", flat=True)) == [1, 3]


def test_organs_bear_the_names_of_the_day() -> None:
    town = organs.by_code("99000013X")
    assert organs.name_on(town, date(2024, 6, 12)) == "青禾乡人民政府"
    assert organs.name_on(town, date(2026, 6, 12)) == "青禾镇人民政府"
    assert organs.successors(organs.by_code("990000156"))[0].successor.code == "990000068"


def test_the_accounts_show_everybody_who_matters_and_a_code_for_reviewers(demo: datetime) -> None:
    shown = list(accounts.lines(demo))
    main = [person for person in data("people")["people"] if person["main"]]
    assert sum(data("people")["passphrase"] in line for line in shown) == 1
    for person in main:
        line = next(line for line in shown if line.split()[:1] == [person["username"]])
        assert bool(re.search(r"\d{6}$", line)) == bool(person["totp"])
    assert "还有 30 秒" in shown[-2]
    assert "gongkai demo --accounts" in shown[-1]


def test_all_can_sign_in_with_the_common_passphrase() -> None:
    passphrase = data("people")["passphrase"]
    assert all(person.check_password(passphrase) for person in Person.objects.all())


def test_a_load_that_is_killed_leaves_nothing_and_can_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(load, "loaded", lambda: False)
    monkeypatch.setattr(load, "_insist_on_empty", lambda: None)
    monkeypatch.setattr(load._province, "found", die)
    before = journal.verify()
    with pytest.raises(KeyboardInterrupt):
        load.run()
    assert journal.verify() == before


def test_somebody_elses_database_is_left_alone() -> None:
    with transaction.atomic():
        Entry.objects.filter(subject=load.SUBJECT).delete()
        with pytest.raises(Conflict, match="另指一个空库"):
            load.run()
        transaction.set_rollback(True)


def test_a_clock_before_the_data_is_refused() -> None:
    with frozen(datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)), pytest.raises(Conflict, match="校准"):
        load._load(load._silent)


@pytest.mark.parametrize("offset", [*range(0, 60, 3), 85, 86, 87, 320, 400, 1000])
def test_every_day_gives_a_story_that_lies_in_the_past_and_in_order(
    offset: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiring.bind()
    today = date(2026, 11, 1) + timedelta(days=offset)
    world = World(datetime(2026, 11, 1, tzinfo=CHINA), today)
    for about in data("records")["records"]:
        story = _dates.timeline(_records._moments(world, about))
        instants = [at for at, _ in story]
        assert instants == sorted(set(instants)), about["id"]
        assert instants[-1].date() < today
        assert instants[0].date() >= _dates.resolve(about["formed_on"], today)


def test_an_emergency_is_over_and_another_waits_for_its_reviews(demo: datetime) -> None:
    past, running = sorted(Emergency.objects.all(), key=lambda one: one.began_at)
    assert past.closed_at is not None
    assert running.closed_at is None
    releases = UrgentRelease.objects.order_by("at").values_list("emergency_id", "state")
    assert list(releases) == [(past.pk, "passed"), (past.pk, "passed"), (running.pk, "owed")]


def test_records_followed_their_organ_into_its_successor_and_keep_the_name_they_were_issued_under() -> None:
    run = BulkRun.objects.get()
    assert (run.state, run.rows.count()) == ("done", run.rows.filter(state="done").count())
    old, new = organs.by_code("990000164"), organs.by_code("990000172")
    assert organs.name_on(new, date(2026, 5, 31)) != organs.name_on(new, date(2026, 6, 1))
    moved = Edition.objects.filter(origin=old)
    assert {edition.organ_id for edition in moved} == {new.pk}
    assert {edition.issuer for edition in moved} == {"澜州市旅游发展局"}


@pytest.mark.parametrize(
    ("title", "standing"),
    [
        ("澜州市人民政府关于印发《澜州市城市道路停车管理办法》的通知", "amended"),
        ("栖云市人民政府关于2024—2025年采暖季困难家庭取暖补助的通知", "expired"),
        ("霁川县人民政府关于划定农作物秸秆禁烧区域的通告", "repealed"),
        ("东澜省人力资源和社会保障厅关于印发《东澜省职业技能培训补贴管理办法》的通知", "not_yet"),
    ],
)
def test_every_legal_standing_has_its_document(demo: datetime, title: str, standing: str) -> None:
    record = Edition.objects.released(demo).get(title=title).record.uid
    found = queries.document(record, demo)
    assert isinstance(found, queries.Document)
    assert found.standing.code == standing


def test_what_is_withheld_rests_on_many_grounds_and_one_is_overdue_for_review(demo: datetime) -> None:
    counts = queries.withheld(demo, queries.WithheldFilters())
    assert {row.ground for row in counts} == {"N14-1", "N14-3", "N15", "N16-1", "N16-2", "N16-3"}
    assert sum(row.overdue for row in counts) == 1


def test_a_day_of_mourning_lies_in_the_past(demo: datetime) -> None:
    span = Mourning.objects.get()
    assert span.until_on < demo.date()
    assert span.lifted_at is None


def test_readers_searched_saved_and_were_shown_the_best(demo: datetime) -> None:
    assert {bet.organ for bet in BestBet.objects.filter(removed_at=None)} == {"990000084"}
    assert sum(MissedQuery.objects.values_list("times", flat=True)) == 20
    assert sorted(saved.confirmed_at is None for saved in SavedSearch.objects.all()) == [False, False, True]


def test_a_paper_that_came_as_pdf_is_a_draft() -> None:
    draft = Edition.objects.get(original_name__endswith=".pdf")
    assert draft.state == State.DRAFT
    assert "老年读者服务" in draft.body


def test_letters_have_their_words_and_two_messages_lie_in_the_tray() -> None:
    assert set(LetterSeries.objects.values_list("word", flat=True)) >= {"东民依复", "东民依告"}
    assert ReceivedMail.objects.filter(about="").count() == len(data("letters")["mail"])


def test_the_dispatch_directory_leads_to_the_town_before_the_province(demo, django_assert_num_queries):
    with django_assert_num_queries(3):
        town, province = dispatch.candidates(matter="05-04", place="990121100201", on=demo.date())
    assert (town.main, town.others, province.main) == ("99000013X", ("990000041",), "990000041")
    assert town.reasons[-1] == "列入目录时名为青禾乡人民政府，现名青禾镇人民政府。"


def test_no_exit_says_a_covered_name_whole() -> None:
    known, client = exits.names(), Client()
    assert len(known) > 5
    asked = list(exits.addresses(known))
    told = {address: text for address in asked if (text := exits.said(client, address))}
    assert {address for address, text in told.items() if any(name in text for name in known)} == set()
    assert any("段**" in text for text in told.values())
