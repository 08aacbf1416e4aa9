"""Calendars read back by the library's own parser and by a plain reading of RFC 5545."""

from datetime import date

from icalendar import Calendar

from gongkai.programmes.policies import operations as policies


def events(site, address):
    answer = site.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["uid"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def plainly(content):
    """Unfolded lines, as RFC 5545 has them: CRLF, at most 75 bytes, each with a name and a value."""
    assert content.endswith(b"\r\n")
    raw = content.split(b"\r\n")
    assert max(map(len, raw)) <= 75
    lines = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert all(":" in line for line in lines)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    return lines


def test_a_document_stands_on_the_day_it_takes_effect_and_the_day_it_expires(site, press, organ):
    title = "关于进一步加强和改进新时代养老服务，健全体系；提高质量的若干规定"
    uid = press.release(title=title, effective_on=date(2026, 4, 1), expires_on=date(2031, 4, 1))
    addresses = (
        "policies/calendar.ics",
        f"search/calendar.ics?organ={organ.code}",
        f"organs/{organ.code}/calendar.ics",
    )
    for address in (f"/{each}" for each in addresses):
        found = events(site, address)
        begins, ends = found[f"{uid}-effective@localhost"], found[f"{uid}-expires@localhost"]
        assert (begins.start, begins.end, ends.start) == (date(2026, 4, 1), date(2026, 4, 2), date(2031, 4, 1))
        assert begins["summary"] == f"施行：{title}"
        assert begins["url"] == f"http://localhost:8000/documents/{uid}/"
        lines = plainly(site.get(address).content)
        assert "DTSTART;VALUE=DATE:20260401" in lines
        assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert events(site, "/policies/calendar.ics?theme=11") == {}


def test_a_correction_moves_the_event_and_a_withdrawal_takes_it_away(site, press):
    uid = press.release(effective_on=date(2026, 4, 1))
    press.correct(uid, note="更正施行日期。", effective_on=date(2026, 5, 1))
    event = events(site, "/policies/calendar.ics")[f"{uid}-effective@localhost"]
    assert (event.start, event["sequence"]) == (date(2026, 5, 1), 2)
    press.withdraw(uid, "published_in_error")
    assert events(site, "/policies/calendar.ics") == {}


def test_a_promised_interpretation_is_due_on_its_last_day_until_it_is_out(site, press):
    uid = press.review(press.draft(kind="normative", effective_on=None))
    policies.promise(record=uid, reason="解读稿正在审核。", by=press.who("signer"), at=press.at)
    from gongkai.engines.publishing import operations as ops
    from gongkai.engines.publishing.content import Relation

    ops.release(record=uid, by=press.who("publisher"), at=press.at)
    event = events(site, "/policies/calendar.ics")[f"{uid}-interpretation@localhost"]
    assert event.start == date(2026, 3, 5), "three working days after release"
    press.release(kind="interpretation", document_number="", relations=(Relation("interprets", uid),))
    assert events(site, "/policies/calendar.ics") == {}


def test_what_is_not_public_stands_in_no_calendar(site, press, minute):
    press.draft(effective_on=date(2026, 4, 1))
    press.schedule(minute, effective_on=date(2026, 4, 1))
    assert events(site, "/policies/calendar.ics") == {}


def test_the_same_day_gives_the_same_bytes(site, press):
    press.release(effective_on=date(2026, 4, 1))
    first = site.get("/policies/calendar.ics")
    assert site.get("/policies/calendar.ics", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
