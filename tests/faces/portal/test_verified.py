"""The verifier against this very site: it passes what is whole and fails what was touched."""

from urllib.parse import urlsplit

import pytest

from gongkai.engines.publishing.models import Attachment, Edition
from gongkai.foundation.files.queries import path_of
from gongkai.verifier import Fetched, verify

HOST = "http://testserver"
FILES = (("附件1 名单.csv", b"1,2\n"), ("附件2.csv", b"3,4\n"))


@pytest.fixture
def check(site):
    def run(path):
        def fetch(url):
            parts = urlsplit(url)
            answer = site.get(f"{parts.path}?{parts.query}" if parts.query else parts.path, follow=True)
            body = answer.streaming_content if answer.streaming else [answer.content]
            return Fetched(answer.status_code, f"{HOST}{answer.request['PATH_INFO']}", iter(list(body)))

        return verify(f"{HOST}{path}", fetch=fetch)

    return run


def failed(report):
    return [one.name for one in report.checks if one.passed is not True]


@pytest.fixture
def released(press, settled):
    uid = press.release(files=FILES, body="<p>甲 &amp; 乙</p>\n<p>丙</p>")
    settled()
    return uid


def test_a_document_with_attachments_verifies(check, released):
    report = check(f"/documents/{released}/")
    assert (report.exit_code, failed(report)) == (0, [])
    assert [one.name for one in report.checks].count("file") == 2


def test_earlier_and_newer_editions_both_verify(check, press, released, settled):
    press.correct(released, note="更正。", body="<p>丁</p>")
    settled()
    for path in ("", "editions/1/", "editions/2/"):
        assert failed(check(f"/documents/{released}/{path}")) == []


@pytest.mark.parametrize("reason", ["published_in_error", "unsuitable", "repealed"])
def test_a_withdrawal_verifies(check, press, released, settled, reason):
    press.withdraw(released, reason)
    settled()
    report = check(f"/documents/{released}/")
    assert (report.exit_code, failed(report)) == (0, [])


def test_a_consolidated_document_verifies_where_it_went(check, press, released, settled):
    old = press.release()
    press.withdraw(old, "consolidated", successor=released)
    settled()
    report = check(f"/documents/{old}/")
    assert failed(report) == []
    assert any("转到" in warning for warning in report.warnings)


@pytest.mark.parametrize(("field", "value", "step"), [("body", "<p>改</p>", "body"), ("title", "改", "title")])
def test_a_changed_word_is_caught(check, released, field, value, step):
    Edition.objects.filter(record__uid=released).update(**{field: value})
    report = check(f"/documents/{released}/")
    assert (report.exit_code, failed(report)) == (1, [step])


def test_a_changed_file_is_caught(check, released):
    stored = Attachment.objects.filter(edition__record__uid=released, position=2).get().public
    path = path_of(stored.sha256)
    path.chmod(0o644)
    path.write_bytes(b"3,5\n")
    assert failed(check(f"/documents/{released}/")) == ["file"]


def test_a_changed_manifest_is_caught(check, released):
    edition = Edition.objects.get(record__uid=released)
    Edition.objects.filter(pk=edition.pk).update(manifest=edition.manifest.replace("东民发", "西民发"))
    assert "leaf" in failed(check(f"/documents/{released}/"))


def test_before_the_checkpoint_nothing_can_be_said(check, press):
    assert check(f"/documents/{press.release()}/").exit_code in {1, 2}
