"""A witness signs what extends what it saw, refuses everything else, and our log asks it over HTTP."""

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gongkai.foundation.ledger import jobs, keys, operations, queries, static
from gongkai.foundation.ledger.models import Cosignature
from gongkai.verifier import notes, witnessing
from gongkai.verifier.cosigning import WitnessSecret, parse_secret, parse_witness_key
from gongkai.verifier.report import Failed
from gongkai.verifier.witness import Declined, Submission, Witness, parse_submission

from .conftest import AT, HOST

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def secret() -> WitnessSecret:
    return WitnessSecret("witness.example.org", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@pytest.fixture
def witness(site: Any, secret: WitnessSecret, tmp_path: Path) -> Witness:
    return Witness(secret, [notes.parse_key(keys.load().verifier_key)], tmp_path / "witness" / "state.json")


def newest() -> notes.Checkpoint:
    latest = queries.latest_checkpoint()
    assert latest is not None
    return notes.parse_checkpoint(latest.note)


def submitted(old: int, proof: tuple[bytes, ...] = (), checkpoint: notes.Checkpoint | None = None) -> Submission:
    return Submission(old, proof, checkpoint or newest())


def forged(size: int, root: bytes) -> notes.Checkpoint:
    return notes.parse_checkpoint(keys.load().checkpoint(size, root))


def declined(witness: Witness, given: Submission) -> tuple[int, int | None]:
    with pytest.raises(Declined) as answer:
        witness.add(given)
    return answer.value.status, answer.value.size


def test_the_signature_is_that_of_the_specification(secret: WitnessSecret) -> None:
    line = secret.line("o/ledger\n5\nAAAA\n", 1679315147)
    raw = base64.b64decode(line.rpartition(" ")[2])
    assert len(raw) == 76
    assert raw[:4] == secret.key.number
    assert int.from_bytes(raw[4:12], "big") == 1679315147
    secret.private.public_key().verify(raw[12:], b"cosignature/v1\ntime 1679315147\no/ledger\n5\nAAAA\n")
    assert parse_witness_key(secret.key.text).text == secret.key.text
    assert parse_secret(secret.text).key.text == secret.key.text


def test_it_signs_what_extends_what_it_saw(site: Any, witness: Witness) -> None:
    first = newest()
    line = witness.add(submitted(0))
    assert witness.secret.key.signed_at(line, first.body) > 0
    witness.add(submitted(first.size))
    site.grow()
    path = queries.consistency_proof(first.size, newest().size)
    assert declined(witness, submitted(0)) == (409, first.size)
    assert declined(witness, submitted(first.size)) == (422, None)
    witness.add(submitted(first.size, path))
    seen = witness.seen(first.origin)
    assert seen is not None
    assert seen.size == newest().size


def test_it_refuses_a_fork_and_signs_nothing(site: Any, witness: Witness) -> None:
    size = newest().size
    witness.add(submitted(0))
    assert declined(witness, submitted(size, (), forged(size, bytes(32)))) == (409, size)
    assert declined(witness, submitted(size, (bytes(32),) * 3, forged(size + 4, bytes(32)))) == (422, None)
    assert declined(witness, submitted(size, (), forged(size - 1, bytes(32)))) == (400, None)
    seen = witness.seen(newest().origin)
    assert seen is not None
    assert (seen.size, seen.root) == (size, newest().root)


def test_it_knows_its_logs_and_their_keys(site: Any, witness: Witness) -> None:
    other = Ed25519PrivateKey.generate()
    mine = keys.load()
    impostor = notes.parse_checkpoint(keys.SigningKey(mine.origin, other).checkpoint(3, bytes(32)))
    stranger = notes.parse_checkpoint(keys.SigningKey("other/ledger", other).checkpoint(3, bytes(32)))
    assert declined(witness, submitted(0, (), impostor)) == (403, None)
    assert declined(witness, submitted(0, (), stranger)) == (404, None)


@pytest.mark.parametrize(
    "body", [b"", b"old 1", b"old 01\n\nx", b"old -1\n\nx", b"new 1\n\nx", b"old 0\nAA\n\nx", b"\xff"]
)
def test_what_is_no_submission_is_refused(body: bytes) -> None:
    with pytest.raises(Declined) as answer:
        parse_submission(body)
    assert answer.value.status == 400


def test_a_damaged_memory_is_never_begun_anew(site: Any, witness: Witness) -> None:
    witness.add(submitted(0))
    witness.state.write_text("{}")
    with pytest.raises(Failed, match="记忆"):
        witness.add(submitted(newest().size))


@pytest.fixture
def served(witness: Witness) -> Iterator[str]:
    running = witnessing.server(witness, "127.0.0.1", 0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


def name_witness(site: Any, witness: Witness, url: str) -> None:
    folder = Path(os.fspath(static.folder())).parents[1] / "ledger"
    (folder / "witnesses").write_text(
        f"# 见证人\nwitness one {witness.secret.key.text} {url}\nquorum none\nwitness x\n"
    )


def test_our_log_asks_and_shows_the_signature(site: Any, witness: Witness, served: str) -> None:
    name_witness(site, witness, served)
    assert jobs.ask_witnesses(at=AT) == 1
    assert jobs.ask_witnesses(at=AT) == 0
    latest = queries.latest_checkpoint()
    assert latest is not None
    note = queries.shown(latest)
    line = note.splitlines()[-1]
    assert witness.secret.key.signed_at(line, newest().body) > 0
    assert (static.folder() / "checkpoint").read_text() == note
    notes.insist_signed(notes.parse_checkpoint(note), notes.parse_key(keys.load().verifier_key))
    site.grow()
    assert jobs.ask_witnesses(at=AT) == 1
    assert Cosignature.objects.count() == 2


def test_a_log_that_forgot_learns_the_size_from_the_witness(site: Any, witness: Witness, served: str) -> None:
    witness.add(submitted(0))
    site.grow()
    name_witness(site, witness, served)
    assert jobs.ask_witnesses(at=AT) == 1


def test_a_witness_that_saw_more_is_not_asked_again_and_again(
    site: Any, witness: Witness, served: str, caplog: pytest.LogCaptureFixture
) -> None:
    witness.add(submitted(0, (), forged(newest().size + 9, bytes(32))))
    name_witness(site, witness, served)
    assert jobs.ask_witnesses(at=AT) == 0
    assert "请立即查明" in caplog.text


def test_a_witness_that_is_away_costs_nothing(site: Any, witness: Witness) -> None:
    name_witness(site, witness, "http://127.0.0.1:9")
    assert jobs.ask_witnesses(at=AT) == 0
    jobs.remind_witnesses(at=AT)
    jobs.remind_witnesses(at=AT + timedelta(seconds=1))


def test_a_signature_of_something_else_is_not_kept(site: Any, witness: Witness) -> None:
    from gongkai.foundation.ledger import witnesses

    name_witness(site, witness, "-")
    [entry] = witnesses.configured()
    wrong = witness.secret.line("other\n1\nAAAA\n", 1)
    assert not operations.cosign(size=newest().size, line=wrong, witness=entry, at=AT)
    right = witness.secret.line(newest().body, 1)
    assert operations.cosign(size=newest().size, line=right, witness=entry, at=AT)
    assert not operations.cosign(size=newest().size, line=right, witness=entry, at=AT)


def test_the_command_makes_a_key_signs_once_and_refuses_a_shorter_log(
    site: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, state = tmp_path / "key", tmp_path / "state"
    assert witnessing.main(["new", "congress.example", str(key)]) == 0
    public = parse_witness_key(capsys.readouterr().out)
    assert key.stat().st_mode & 0o777 == 0o600
    assert witnessing.main(["new", "congress.example", str(key)]) == 1
    common = ["--log", keys.load().verifier_key, "--key", str(key), "--state", str(state)]
    address = f"{HOST}/ledger"
    assert witnessing.main(["sign", address, *common], fetch=site.fetch) == 0
    said = capsys.readouterr().out
    assert public.signed_at(said.splitlines()[-1], newest().body) > 0
    before = site.answers["/ledger/checkpoint"]
    site.grow()
    site.refresh()
    assert witnessing.main(["sign", address, *common], fetch=site.fetch) == 0
    site.answers["/ledger/checkpoint"] = before
    assert witnessing.main(["sign", address, *common], fetch=site.fetch) == 1
    assert "账本变短了" in capsys.readouterr().err
    assert json.loads(state.read_text())["format"] == "gongkai-witness-1"


def test_it_runs_without_django(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['django'] = None\n"
        "from gongkai.verifier import witness\n"
        f"sys.exit(witness(['new', 'a.example', {str(tmp_path / 'k')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
