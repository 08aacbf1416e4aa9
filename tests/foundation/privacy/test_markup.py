"""Every character of a body has its place in the source; covering touches nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation.privacy import markup
from gongkai.foundation.privacy.rules import Grid, Passage, Place
from gongkai.foundation.text.html import plain_text, sanitise

TABLE = (
    '<table>\n<thead>\n<tr>\n<th>序号</th>\n<th>姓名</th>\n<th colspan="2">联系</th>\n</tr>\n</thead>\n'
    '<tbody>\n<tr>\n<td rowspan="2">1</td>\n<td>张<strong>伟</strong></td>\n<td>138</td>\n<td>a&amp;b</td>\n</tr>\n'
    "<tr>\n<td>李娜</td>\n"
    "<td>139</td>\n<td>c</td>\n</tr>\n</tbody>\n</table>"
)


def test_paragraphs_and_tables_are_read_in_order() -> None:
    marked = markup.read(f"<h2>一、名单</h2>\n{TABLE}\n<p>第一行<br>第二行</p>")
    first, table, last = marked.texts
    assert isinstance(first, Passage)
    assert isinstance(table, Grid)
    assert isinstance(last, Passage)
    assert (first.text, last.text) == ("一、名单", "第一行\n第二行")
    assert table.rows == (("序号", "姓名", "联系", ""), ("1", "张伟", "138", "a&b"), ("", "李娜", "139", "c"))


@pytest.mark.parametrize(
    ("html", "end", "new", "expected"),
    [
        ("<p>13812345678。</p>", 11, "138＊＊＊＊5678", "<p>138＊＊＊＊5678。</p>"),
        ("<p>张<strong>伟</strong>（男）</p>", 2, "张＊", "<p>张<strong>＊</strong>（男）</p>"),
        ("<p>a&amp;b&lt;c</p>", 5, "＊＊＊＊＊", "<p>＊＊＊＊＊</p>"),
    ],
)
def test_only_the_characters_named_are_covered(html: str, end: int, new: str, expected: str) -> None:
    assert markup.cover(html, [markup.Edit(Place("body", 1), 0, end, new)]) == expected


def test_a_value_goes_from_the_addresses_of_links_too() -> None:
    html = '<p><a href="https://example.org/?t=13812345678">13812345678</a></p>'
    covered = markup.cover(html, [markup.Edit(Place("body", 1), 0, 11, "138＊＊＊＊5678")], ["13812345678"])
    assert "13812345678" not in covered
    assert sanitise(covered) == covered


@given(st.text(alphabet='<>/ptdrableh="&;b 张1\n', max_size=200))
def test_all_text_is_read_and_nothing_changes_without_edits(hostile: str) -> None:
    html = sanitise(f"<table><tr><td>{hostile}</td></tr></table><p>{hostile}</p>")
    texts = markup.read(html).texts
    read = "".join(t.text if isinstance(t, Passage) else "".join(map("".join, t.rows)) for t in texts)
    assert "".join(read.split()) == "".join(plain_text(html).split())
    assert markup.cover(html, []) == html
