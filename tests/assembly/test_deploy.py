"""What deploy/ shows is what the program understands: variables, commands, several database servers."""

import re
import shlex
from pathlib import Path

import pytest

from gongkai.assembly import cli, environment

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
KNOWN = set(re.findall(r"`([A-Z_]+)`", environment.__doc__ or ""))


def given() -> dict[str, str]:
    """The variables of deploy/gongkai.env."""
    lines = (DEPLOY / "gongkai.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_every_variable_of_the_example_is_one_we_read() -> None:
    assert set(given()) <= KNOWN


@pytest.mark.parametrize("page", ["production.md", "operating.md"])
def test_every_variable_a_page_names_is_one_we_read(page: str) -> None:
    named = set(re.findall(r"`(GONGKAI_[A-Z0-9_]+|DATABASE_URL)\b", (ROOT / "docs" / page).read_text()))
    own = {name for name in named if not name.startswith("GONGKAI_SITE_")}
    assert own <= KNOWN


@pytest.mark.parametrize("unit", sorted(path.name for path in (DEPLOY / "systemd").iterdir()))
def test_what_a_unit_starts_is_a_command_of_ours(unit: str) -> None:
    found = re.search(r"^ExecStart=\S+/gongkai (.*)$", (DEPLOY / "systemd" / unit).read_text(), re.MULTILINE)
    assert found is not None
    options = cli.build().parse_args(shlex.split(found[1].replace("%i", "8001")))
    assert options.only
    assert set(options.only) <= {"web", "worker", "clock"}


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("postgres://u:p@db/g", "db", ""),
        ("postgres://u:p@db:5433/g", "db", "5433"),
        ("postgres://u:p@db1:5432,db2:5433/g?target_session_attrs=read-write", "db1,db2", "5432,5433"),
        ("postgres://u:p@db1,db2:5433/g", "db1,db2", "5432,5433"),
        ("postgres://u:p%40q@[::1]:5432/g", "::1", "5432"),
        ("postgres:///g", "", ""),
    ],
)
def test_several_servers_are_named_as_libpq_takes_them(
    url: str, host: str, port: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    said = environment.database()
    assert (said["HOST"], said["PORT"], said["NAME"]) == (host, port, "g")
    assert said["PASSWORD"] in {"p", "p@q", ""}
    if "?" in url:
        assert said["OPTIONS"] == {"target_session_attrs": "read-write"}


def test_the_example_filled_in_names_both_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    url = given()["DATABASE_URL"]
    for word, value in {"PASSWORD": "secret", "PRIMARY": "db1:5432", "STANDBY": "db2:5432"}.items():
        url = url.replace(f"@{word}@", value)
    monkeypatch.setenv("DATABASE_URL", url)
    said = environment.database()
    assert (said["HOST"], said["PASSWORD"]) == ("db1,db2", "secret")
    assert said["OPTIONS"]["target_session_attrs"] == "read-write"


@pytest.mark.parametrize("wrong", ["postgres://u@db:x/g", "mysql://u@db/g"])
def test_a_wrong_address_is_a_sentence(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", wrong)
    with pytest.raises(ValueError, match="DATABASE_URL"):
        environment.database()
