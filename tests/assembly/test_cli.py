"""The command speaks Chinese, loads Django only when needed, and its exit codes mean something."""

import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from gongkai.assembly import cli
from gongkai.foundation.errors import Invalid

COMMANDS = ["serve", "demo", "import", "check", "migrate"]


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_is_chinese_and_exits_zero(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*command, "--help"])
    assert ended.value.code == cli.OK
    shown = capsys.readouterr().out
    assert "用法：" in shown
    assert not {"usage", "options:", "show this"} & set(shown.split())


@pytest.mark.parametrize("wrong", [["nothing"], ["serve", "--port", "x"], ["import"], ["demo", "--what"]])
def test_wrong_usage_exits_two_in_chinese(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(wrong)
    assert ended.value.code == cli.REFUSED
    assert "参数有误" in capsys.readouterr().err


def test_help_and_verify_load_no_django() -> None:
    code = (
        "import sys; from gongkai.assembly import cli;"
        "sys.modules['gongkai.verifier'] = v = type(sys)('v'); v.main = lambda a: 1;"
        "import gongkai; gongkai.verifier = v;"
        "assert cli.main(['verify', 'x']) == 1; cli.build();"
        "assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_taken_port_is_an_environment_problem(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert cli.main(["serve", "--port", port]) == cli.ENVIRONMENT
    assert f"端口 {port} 已被占用" in capsys.readouterr().out


def test_an_impossible_port_is_refused() -> None:
    assert cli.main(["serve", "--port", "70000"]) == cli.REFUSED
    assert cli.main(["serve", "--workers", "0"]) == cli.REFUSED


def test_a_missing_file_is_refused_before_anything_is_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", str(tmp_path / "没有.docx")]) == cli.REFUSED
    assert "没有.docx" in capsys.readouterr().out


def with_importer(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def run(*_: object, **__: object) -> None:
        raise error

    module = ModuleType("gongkai.assembly.importing")
    module.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gongkai.assembly.importing", module)
    monkeypatch.setattr("gongkai.assembly.importing", module, raising=False)


@pytest.mark.parametrize(
    ("error", "code", "word"),
    [
        (Invalid("文件太大，请拆分。"), cli.REFUSED, "请拆分"),
        (ModuleNotFoundError("no such part"), cli.ENVIRONMENT, "缺少组件"),
        (PermissionError(13, "denied", "/srv/x"), cli.ENVIRONMENT, "没有权限"),
    ],
)
def test_a_foreseen_error_is_a_sentence_and_a_code(
    error: Exception, code: int, word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_importer(monkeypatch, error)
    assert cli.main(["import", __file__]) == code
    assert word in capsys.readouterr().err


def test_an_unforeseen_error_is_shown_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    with_importer(monkeypatch, ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        cli.main(["import", __file__])


@pytest.mark.parametrize(("problems", "code"), [((), cli.OK), (("缺一条。",), cli.FOUND)])
def test_check_exits_one_when_it_finds_a_problem(
    problems: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stub = SimpleNamespace(examine=lambda **_: iter([("日志", problems)]))
    monkeypatch.setitem(sys.modules, "gongkai.assembly.checking", stub)
    monkeypatch.setattr("gongkai.assembly.checking", stub, raising=False)
    assert cli.main(["check"]) == code
    assert "日志" in capsys.readouterr().out


@pytest.mark.django_db
def test_migrating_what_is_migrated_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.migrate(SimpleNamespace(verbose=0)) == cli.OK  # type: ignore[arg-type]
    assert capsys.readouterr().out == ""


def test_progress_is_silent_under_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    progress = cli.Progress()
    progress("导入", 1, 2)
    progress.shown -= 10
    progress("导入", 2, 2)
    progress.close()
    assert capsys.readouterr().err == "导入 2/2\n"
