"""Files of registers: uploaded once, read by nobody outside before the adoption, and by nobody by digest."""

import io
import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.engines.registers import declared
from gongkai.engines.registers.models import Adjustment, RegisterFile
from gongkai.engines.registers.rules import PLAIN_MANNERS, Action, Field, Manner, Openness, Register, Type
from gongkai.foundation.files import operations as files
from gongkai.foundation.organs.models import Organ

SignIn = Callable[..., Client]
FORMS = Register(
    code="forms", name="表格名录", about="测试用。", keeper="各机关", basis="本机关制度", key="code", title="name",
    steps=(),
    manners=(*PLAIN_MANNERS, Manner("withdraw", "撤下", Action.END, hides=True)),
    fields=(
        Field("code", "编号", required=True, longest=40),
        Field("name", "名称", required=True),
        Field("blank", "空白表格", Type.FILE, many=True),
        Field("sample", "样例", Type.FILE),
        Field("notes", "内部附件", Type.FILE, openness=Openness.INTERNAL),
    ),
)  # fmt: skip
HEAD = {"since": "2026-03-02", "reason": "公布表格", "basis": "东政发〔2026〕1号", "manner": "add", "f-code": "F-1"}
PROPOSE, IMPORT = "/office/registers/forms/propose/", "/office/registers/forms/import/"


@pytest.fixture(autouse=True)
def forms() -> Iterator[None]:
    before = declared.all_registers()
    declared.bind([*before, FORMS])
    yield
    declared.bind(before)


def a_form(text: str) -> bytes:
    made, kept = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.core_properties.author = "写表的人"
    made.save(kept)
    return kept.getvalue()


def upload(name: str, text: str = "申请表") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_form(text))


def read(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


@pytest.fixture
def drafter(sign_in: SignIn, who: SimpleNamespace) -> Client:
    return sign_in(who.drafter)


@pytest.fixture
def adopt(sign_in: SignIn, who: SimpleNamespace) -> Callable[[str], None]:
    def run(uid: str) -> None:
        said = {"do": "adopt", "sha256": Adjustment.objects.get(uid=uid).sha256}
        assert sign_in(who.signer).post(f"/office/registers/adjustments/{uid}/", said).status_code == 302

    return run


def uid_of(answer: Any) -> str:
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url.rstrip("/").rsplit("/", 1)[1])


def test_a_file_is_uploaded_reviewed_and_downloaded(
    drafter: Client, sign_in: SignIn, who: SimpleNamespace, organ: Organ, adopt: Callable[[str], None]
) -> None:
    said = {**HEAD, "organ": organ.code}
    wrong = drafter.post(
        PROPOSE, {**said, "f-name": "", "f-blank": [upload("申请表.docx"), upload("附页.docx", "附页")]}
    )
    assert wrong.status_code == 400  # no name; the files need not be chosen again
    names = ("申请表.docx", "附页.docx")
    kept = [f"{one.public.sha256}/{name}" for one, name in zip(RegisterFile.objects.order_by("pk"), names, strict=True)]
    assert all(f'value="{value}"' in wrong.content.decode() for value in kept)
    bad = drafter.post(PROPOSE, {**said, "f-name": "表", "f-blank": SimpleUploadedFile("病毒.exe", b"MZ\x00\x00")})
    assert bad.status_code == 400
    uid = uid_of(drafter.post(PROPOSE, {
        **said, "f-name": "表", "k-blank": kept,
        "f-notes": upload("内部.docx", "内部"), "f-sample": upload("样例.docx", "样"),
    }))  # fmt: skip
    sample, internal = (one.public.sha256 for one in RegisterFile.objects.order_by("-pk")[:2][::-1])
    public = [f"/registers/forms/files/{kept[0]}", f"/registers/forms/files/{sample}/样例.docx"]
    desk = f"/office/registers/adjustments/{uid}/"
    assert "公众将下载的文件" in sign_in(who.signer).get(desk).content.decode()
    assert b"word/document.xml" in read(sign_in(who.signer).get(f"{desk}files/{kept[0][:64]}/"))
    assert Client().get(f"{desk}files/{kept[0][:64]}/").status_code in (302, 404)
    assert drafter.get(f"{desk}files/{'0' * 64}/").status_code == 404
    assert [Client().get(address).status_code for address in public] == [404, 404]
    adopt(uid)
    content = read(Client().get(public[0]))
    assert docx.Document(io.BytesIO(content)).core_properties.author == ""
    answer = Client().get(public[1])
    assert "attachment" in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]
    for address in (f"/registers/forms/files/{internal}/内部.docx", f"/registers/forms/files/{sample}/别名.docx",
                    f"/registers/powers/files/{kept[0]}", "/registers/forms/files/x/y"):  # fmt: skip
        assert Client().get(address).status_code == 404, address
    page = Client().get("/registers/forms/entries/F-1/").content.decode()
    assert "/files/" in page
    assert "申请表.docx" in page
    assert "内部.docx" not in page
    entry = Client().get("/api/v1/registers/forms/entries/F-1").json()["said"]
    assert entry["sample"].endswith(f"/files/{sample}/%E6%A0%B7%E4%BE%8B.docx")
    (row,) = json.loads(b"".join(Client().get("/registers/forms/list.json").streaming_content))["entries"]
    assert row["values"]["blank"] == entry["blank"]
    gone = drafter.post(f"{PROPOSE}?key=F-1&end=1", {**said, "since": "2026-03-03", "manner": "withdraw"})
    adopt(uid_of(gone))
    assert Client().get(public[0]).status_code == 200  # until its day


def test_a_table_names_files_that_come_with_it_or_are_public_and_no_others(
    drafter: Client, organ: Organ, adopt: Callable[[str], None], at: Any
) -> None:
    said = {key: value for key, value in {**HEAD, "organ": organ.code}.items() if key not in ("manner", "f-code")}
    secret = files.store(content=a_form("草稿"), name="草稿.docx", by="x", at=at)
    table = f"编号,名称,空白表格\nF-1,甲,申请表.docx\nF-2,乙,{secret.sha256}/草稿.docx\nF-3,丙,没有.docx\n"
    sent = {**said, "skip": "on", "do": "try", "file": SimpleUploadedFile("表.csv", table.encode())}
    tried = drafter.post(IMPORT, {**sent, "enclosed": upload("申请表.docx")}).content.decode()
    assert "可以提出1行，有问题2行" in tried
    assert "“草稿.docx”没有由本机关上传过" in tried
    assert "现为“没有.docx”" in tried
    sent |= {"do": "propose", "file": SimpleUploadedFile("表.csv", table.encode())}
    adopt(uid_of(drafter.post(IMPORT, {**sent, "enclosed": upload("申请表.docx")})))
    (address,) = Client().get("/api/v1/registers/forms/entries/F-1").json()["said"]["blank"]
    again = f"编号,名称,空白表格\nF-4,丁,{address}\n"
    tried = drafter.post(IMPORT, {**sent, "do": "try", "file": SimpleUploadedFile("表.csv", again.encode())})
    assert "可以提出1行，有问题0行" in tried.content.decode()
