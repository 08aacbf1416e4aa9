"""The verifier against a site that tells the truth, and against every single lie."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gongkai.foundation.ledger import keys, notes
from gongkai.verifier import Report

UID = "r7k2m9"
PAGE = f"/documents/{UID}/"
PROOF = f"{PAGE}proof.json"
FILE = f"{PAGE}editions/1/files/1"
Failing = Callable[[Report], set[str]]


def test_an_honest_page_is_verified(site: Any) -> None:
    report = site.verify()
    assert report.exit_code == 0, report.as_dict()
    assert [check.name for check in report.checks] == [
        "page", "proof", "leaf", "record", "inclusion", "signature", "latest", "history", "body", "title", "file",
    ]  # fmt: skip
    assert report.facts["文号"] == "某政发〔2026〕1号"
    assert report.facts["入账时间"] == "2026-03-01T01:02:03Z"


def test_an_honest_withdrawal_is_verified(site: Any) -> None:
    site.withdraw()
    report = site.verify()
    assert report.exit_code == 0, report.as_dict()
    assert report.facts["账本行为"] == "撤回"


@pytest.mark.parametrize(
    ("path", "old", "new", "check"),
    [
        (PAGE, "现印发给你们", "现印发给您们", "body"),
        (PAGE, "</p>\n<p>", "</p> <p>", "body"),
        (PAGE, "<!--/gongkai:body-->", "", "body"),
        (PAGE, "<footer>", "<!--gongkai:body--><footer>", "body"),
        (PAGE, "<header>", "<script><!--gongkai:body--></script><header>", "body"),
        (PAGE, "政务公开办法", "政务公开规定", "title"),
        (PAGE, "<footer>", "<h1>另一个标题</h1><footer>", "title"),
        (FILE, "the file", "the life", "file"),
        (FILE, "the file", "the", "file"),
        (FILE, "the file", "the file and more", "file"),
        (PROOF, "2026-02-27", "2026-02-28", "leaf"),
        (PROOF, '"salt":"01', '"salt":"02', "leaf"),
        (PROOF, '"record_salt":"00', '"record_salt":"01', "record"),
        (PROOF, '"edition":1,"format"', '"edition":2,"format"', "leaf"),
        (PROOF, r"2026-03-01T01:02:03Z", r"2026-02-01T01:02:03Z", "inclusion"),
        (PROOF, '"index":3', '"index":4', "inclusion"),
        (PROOF, r"\n8\n", r"\n9\n", "signature"),
        (PROOF, r"www.example.gov.cn/ledger\n8", r"other.example/ledger\n8", "signature"),
        (PROOF, "gongkai-proof-1", "gongkai-proof-2", "proof"),
        (PROOF, "{", "", "proof"),
        ("/ledger/checkpoint", "\n8\n", "\n9\n", "latest"),
    ],
)
def test_each_single_corruption_is_caught(
    site: Any, failing: Failing, path: str, old: str, new: str, check: str
) -> None:
    site.spoil(path, old, new)
    report = site.verify()
    assert report.exit_code == 1, report.as_dict()
    assert check in failing(report)
    assert report.conclusion.startswith("核验不通过")


def test_each_step_of_the_inclusion_proof_counts(site: Any, failing: Failing) -> None:
    inclusion = json.loads(site.answers[PROOF][1])["inclusion"]
    assert len(inclusion) == 3
    for wrong in ([], inclusion[:-1], [*inclusion, inclusion[0]], inclusion[::-1], ["00" * 32, *inclusion[1:]]):
        site.reprove(inclusion=wrong)
        assert failing(site.verify()) == {"inclusion"}


def test_another_records_proof_does_not_serve(site: Any, failing: Failing) -> None:
    site.answers["/documents/other/"] = site.answers[PAGE]
    assert failing(site.verify("/documents/other/")) == {"record"}
    site.reprove(record="other")
    assert failing(site.verify("/documents/other/")) == {"record"}


def test_a_manifest_cannot_be_swapped_with_its_own_hash(site: Any, failing: Failing) -> None:
    """The whole page is rewritten consistently; only the log still knows."""
    site.manifest["title"] = "另一个标题"
    site.reprove(manifest=site.manifest)
    site.spoil(PAGE, "关于印发《某市 政务公开办法》的通知", "另一个标题")
    assert failing(site.verify()) == {"leaf"}


def test_a_withdrawn_page_must_show_a_withdrawal(site: Any, failing: Failing) -> None:
    site.answers[PAGE] = 410, site.answers[PAGE][1]
    assert "leaf" in failing(site.verify())


def test_a_withdrawal_cannot_be_shown_as_a_release(site: Any, failing: Failing) -> None:
    site.withdraw()
    site.answers[PAGE] = 200, site.answers[PAGE][1]
    assert "leaf" in failing(site.verify())


def test_a_release_without_its_manifest_is_not_verified(site: Any, failing: Failing) -> None:
    site.reprove(manifest=None, salt=None)
    assert "leaf" in failing(site.verify())


def test_another_key_is_not_believed(site: Any, failing: Failing) -> None:
    forger = Ed25519PrivateKey.generate()
    forged = notes.verifier_key(keys.load().origin, forger.public_key())
    body = json.loads(site.answers[PROOF][1])["checkpoint"].rpartition("\n\n")[0] + "\n"
    note = notes.sign(body, name=keys.load().origin, private=forger)
    site.reprove(checkpoint=note)
    site.answers["/ledger/checkpoint"] = 200, note.encode()
    site.answers["/ledger/key"] = 200, forged.encode()
    assert failing(site.verify()) == {"signature"}
    assert site.verify(key=forged).exit_code == 0  # pinning is what protects


def test_a_key_taken_from_the_site_is_warned_about(site: Any) -> None:
    report = site.verify(key=None)
    assert report.exit_code == 0
    assert any("公报" in warning and keys.load().verifier_key in warning for warning in report.warnings)


def test_a_nonsense_key_fails(site: Any, failing: Failing) -> None:
    assert failing(site.verify(key="nonsense")) == {"signature"}


def test_what_was_seen_once_is_held_against_the_site(site: Any, failing: Failing, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    assert site.verify(key=None, state=state).exit_code == 0
    site.grow()
    site.refresh()
    again = site.verify(key=None, state=state)
    assert again.exit_code == 0
    assert again.warnings == []
    assert "\n13\n" in state.read_text().encode().decode("unicode_escape")
    assert site.verify(key=None, state=state).exit_code == 0
    other = notes.verifier_key(keys.load().origin, Ed25519PrivateKey.generate().public_key())
    site.answers["/ledger/key"] = 200, other.encode()
    assert site.verify(key=None, state=state).exit_code == 0  # the remembered key goes before the site's
    assert failing(site.verify(key=other, state=state)) == {"signature"}


def test_an_older_cached_proof_is_no_fork(site: Any, tmp_path: Path) -> None:
    state, cached = tmp_path / "state.json", site.answers["/ledger/checkpoint"]
    site.grow()
    site.refresh()
    assert site.verify(state=state).exit_code == 0
    site.answers["/ledger/checkpoint"] = cached
    before = state.read_text()
    assert site.verify(state=state).exit_code == 0
    assert state.read_text() == before


def forked(site: Any, tmp_path: Path, size: int) -> Path:
    """A state file of somebody to whom the log once showed another tree of that size."""
    key = keys.load()
    state = tmp_path / "state.json"
    seen = {"key": key.verifier_key, "checkpoint": key.checkpoint(size, b"\x07" * 32)}
    state.write_text(json.dumps({"format": "gongkai-state-1", "sites": {"https://www.example.gov.cn:443": seen}}))
    return state


@pytest.mark.parametrize("size", [3, 5, 8])
def test_a_rewritten_history_is_caught_and_both_checkpoints_are_kept(
    site: Any, failing: Failing, tmp_path: Path, size: int
) -> None:
    state = forked(site, tmp_path, size)
    before = state.read_text()
    report = site.verify(state=state)
    assert failing(report) == {"history"}
    assert len(report.conflicting) == 2
    assert state.read_text() == before


def test_a_log_that_will_not_prove_its_history_fails(site: Any, failing: Failing, tmp_path: Path) -> None:
    state = forked(site, tmp_path, 5)
    for answer in ((404, b""), (200, b"{}"), (200, b'{"proof":["zz"]}')):
        site.answers["/ledger/consistency"] = answer
        report = site.verify(state=state)
        assert failing(report) == {"history"}
        assert report.conflicting
    site.answers["/ledger/consistency"] = 503, b""
    assert site.verify(state=state).exit_code == 2


def test_a_spoiled_state_file_is_never_begun_anew(site: Any, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    for text in ("", "{}", '{"sites":{"https://www.example.gov.cn:443":{"key":1}}}'):
        state.write_text(text)
        assert site.verify(state=state).exit_code == 2
        assert state.read_text() == text


def test_the_state_file_keeps_other_sites(site: Any, tmp_path: Path) -> None:
    state = tmp_path / "folder" / "state.json"
    state.parent.mkdir()
    state.write_text('{"format":"gongkai-state-1","sites":{"https://other:443":{"key":"k","checkpoint":"c"}}}')
    assert site.verify(state=state).exit_code == 0
    assert len(json.loads(state.read_text())["sites"]) == 2


@pytest.mark.parametrize(
    ("path", "status"),
    [(PAGE, 0), (PAGE, 500), (PAGE, 404), (PROOF, 0), (PROOF, 503), (FILE, 0), ("/ledger/checkpoint", 0)],
)
def test_what_cannot_be_reached_is_neither_verified_nor_accused(site: Any, path: str, status: int) -> None:
    site.answers[path] = status, site.answers[path][1]
    assert site.verify().exit_code == 2


@pytest.mark.parametrize(("path", "check"), [(PROOF, "proof"), (FILE, "file"), ("/ledger/checkpoint", "latest")])
def test_what_the_site_says_it_has_must_be_there(site: Any, failing: Failing, path: str, check: str) -> None:
    del site.answers[path]
    assert failing(site.verify()) == {check}


def test_a_page_without_a_proof_cannot_be_checked(site: Any) -> None:
    site.spoil(PAGE, 'rel="proof"', 'rel="next"')
    report = site.verify()
    assert report.exit_code == 2
    assert "存证证明" in report.checks[0].sentence


def test_the_text_of_a_document_cannot_name_its_own_proof(site: Any) -> None:
    site.spoil(PAGE, 'rel="proof"', 'rel="next"')
    site.spoil(PAGE, "<p>各区", '<link rel="proof" href="/x"><p>各区')
    assert site.verify().exit_code == 2


def test_nothing_is_fetched_from_another_site(site: Any) -> None:
    for address in (
        "https://evil.example/p.json",
        "//evil.example/p",
        "http://www.example.gov.cn/p",
        "file:///etc/passwd",
    ):
        site.spoil(PAGE, site_proof(site), address)
        assert site.verify().exit_code == 2
    assert set(site.asked) == {"https://www.example.gov.cn" + PAGE}
    assert site.verify("", key=None).exit_code == 2


def site_proof(site: Any) -> str:
    return str(site.answers[PAGE][1].decode().split('href="')[1].split('"')[0])


def test_a_page_that_moved_is_verified_where_it_went_and_says_so(site: Any) -> None:
    site.redirects["https://www.example.gov.cn/old"] = "https://www.example.gov.cn" + PAGE
    report = site.verify("/old")
    assert report.exit_code == 0
    assert any("转到了" in warning for warning in report.warnings)


def test_a_page_that_is_too_long_is_left(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.verifier.entry.PAGE_LIMIT", 50)
    assert site.verify().exit_code == 2


def test_a_file_that_is_too_long_is_left(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.verifier.content.FILE_LIMIT", 5)
    assert site.verify().exit_code == 2


def test_a_page_that_is_not_utf8_fails(site: Any) -> None:
    site.answers[PAGE] = 200, site.answers[PAGE][1].decode().encode("gb18030")
    assert site.verify().exit_code == 1


def test_what_the_site_says_cannot_command_the_terminal(site: Any) -> None:
    site.manifest["issuer"] = "\x1b[2J\u202e机关"
    site.leaf = site.enter()
    site.grow()
    site.serve()
    assert site.verify().facts["发布机关"] == " [2J 机关"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=5) | st.just("ab" * 32),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)
FIELDS = [
    "format", "record", "record_salt", "edition", "manifest", "salt", "leaf", "inclusion",
    "checkpoint", "checkpoint_url", "consistency_url", "leaf.index", "leaf.data", "manifest.files",
]  # fmt: skip


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(field=st.sampled_from(FIELDS), value=json_values)
def test_no_nonsense_in_a_proof_verifies_or_raises(site: Any, field: str, value: Any) -> None:
    good = site.answers[PROOF]
    proof = json.loads(good[1])
    outer, _, inner = field.partition(".")
    if inner:
        proof[outer][inner] = value
    else:
        proof[outer] = value
    site.answers[PROOF] = 200, json.dumps(proof).encode()
    try:
        unchanged = json.dumps(proof) == json.dumps(json.loads(good[1]))
        assert (site.verify().exit_code == 0) == unchanged
    finally:
        site.answers[PROOF] = good


def test_a_proof_that_waits_for_its_checkpoint_is_not_yet_a_failure(site: Any) -> None:
    site.answers[PROOF] = 409, b"{}"
    report = site.verify()
    assert report.exit_code == 2
    assert "下一个检查点" in report.checks[-1].sentence
