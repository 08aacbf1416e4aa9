import pytest

from gongkai.engines.publishing.intake import read_upload, without_head
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.models import StoredFile

PAPER = """东澜省民政厅
关于开展养老服务质量提升行动的通知

东民发〔2026〕7号

各市民政局：

为提升养老服务质量，现将有关事项通知如下。

一、总体要求

坚持安全第一。

东澜省民政厅
2026年2月24日
"""


def test_a_text_file_becomes_a_proposal_with_its_head_in_fields(who, at):
    taken = read_upload(content=PAPER.encode(), name="通知.txt", by=who.drafter, at=at)
    said = taken.content
    assert said.title == "东澜省民政厅关于开展养老服务质量提升行动的通知"
    assert (said.document_number, said.issuer) == ("东民发〔2026〕7号", "东澜省民政厅")
    assert said.formed_on.isoformat() == "2026-02-24"
    assert said.addressees == "各市民政局"
    assert "<h2>一、总体要求</h2>" in said.body
    assert "东民发" not in said.body
    assert taken.original.size == len(PAPER.encode())


@pytest.mark.parametrize(
    ("html", "title", "number", "rest"),
    [
        ('<p class="title">甲</p>\n<p>乙</p>', "甲", "", "<p>乙</p>"),
        ('<p class="title">甲</p>\n<p class="title">乙</p><p>丙</p>', "甲乙", "", "<p>丙</p>"),
        ('<p class="title">甲</p>\n<p>乙</p>', "另一个标题", "", '<p class="title">甲</p>\n<p>乙</p>'),
        (
            '<p class="title">甲</p><p class="doc-number">甲发〔2026〕1号</p><p>乙</p>',
            "甲",
            "",
            '<p class="title">甲</p><p class="doc-number">甲发〔2026〕1号</p><p>乙</p>',
        ),
        ("<p>乙</p>", "", "", "<p>乙</p>"),
    ],
)
def test_only_a_head_recognised_word_for_word_is_taken_off(html, title, number, rest):
    assert without_head(html, title=title, document_number=number) == rest


@pytest.mark.parametrize("name", ["空.txt", "旧.doc", "程序.docx"])
def test_a_bad_upload_is_refused_with_what_to_do(who, at, name):
    content = {
        "空.txt": b"",
        "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "程序.docx": b"MZ" + b"\0" * 99,
    }
    with pytest.raises(Invalid) as refused:
        read_upload(content=content[name], name=name, by=who.drafter, at=at)
    assert refused.value.sentence.endswith("。")


@pytest.mark.parametrize("mark", ["机密", "秘密★10年", "绝 密"])
def test_a_paper_marked_secret_is_refused_and_not_kept(who, at, mark):
    with pytest.raises(Invalid, match="涉密系统"):
        read_upload(content=f"{mark}\n{PAPER}".encode(), name="通知.txt", by=who.drafter, at=at)
    assert not StoredFile.objects.exists()
