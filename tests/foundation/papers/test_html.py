"""规范正文：what the sanitiser keeps, drops and promises."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.foundation.errors import Invalid
from gongkai.foundation.text.html import plain_text, sanitise

TAGS = [
    "p", "h1", "h2", "h3", "h6", "b", "strong", "i", "em", "u", "s", "sub", "sup", "a", "ul", "ol", "li", "table",
    "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "blockquote", "section", "aside", "div", "span", "script",
    "svg", "hr", "br", "pre", "style", "form", "title", "math", "template", "textarea", "select", "font",
]  # fmt: skip
ATTRIBUTES = [
    "", ' class="signature"', ' class="title x"', ' id="note-1"',
    ' href="https://a.cn/?a=1&amp;b=2"', ' href="#note-1"',
    ' href="javascript:alert(1)"', ' onclick="x"', ' style="color:red"', ' colspan="3"', ' rowspan="0"', ' colspan="x"',
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=6), st.sampled_from(["一、总则", " ", "\u3000", "&lt;", "&nbsp;", "&", "<", "\n"]))
TOKENS = st.one_of(
    TEXTS,
    st.builds(lambda tag, attributes: f"<{tag}{attributes}>", st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds(lambda tag: f"</{tag}>", st.sampled_from(TAGS)),
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(TOKENS, max_size=25).map("".join))
def test_canonical_html_is_its_own_canonical_form(html):
    once = sanitise(html)
    assert sanitise(once) == once
    assert plain_text(once) == plain_text(html)


@settings(max_examples=400, deadline=None)
@given(st.lists(TOKENS, max_size=25).map("".join))
def test_nothing_outside_the_closed_list_comes_through(html):
    clean = "".join(re.findall("<[^>]*>", sanitise(html).lower()))
    for forbidden in ("<script", "javascript:", "onclick", "style=", "<svg", "<div", "<span", "<form", "<h1", "<math"):
        assert forbidden not in clean


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("文字", "<p>文字</p>"),
        ("<h1>标题</h1>", "<h2>标题</h2>"),
        ("<div>一<div>二</div>三</div>", "<p>一</p>\n<p>二</p>\n<p>三</p>"),
        ("<p>\u3000\u3000缩进</p>", "<p>缩进</p>"),
        ("<p>a<b>b</b><b>c</b></p>", "<p>a<strong>bc</strong></p>"),
        ('<p class="signature x" style="a">署名</p>', '<p class="signature">署名</p>'),
        ('<a href="mailto:a@b.cn">信</a>', "<p>信</p>"),
        ('<a href="https://a.cn/?x=1&y=2" target=_blank>网</a>', '<p><a href="https://a.cn/?x=1&amp;y=2">网</a></p>'),
        ('<img src=x onerror="alert(1)">后', "<p>后</p>"),
        ("<p></p><p> <br> </p>", ""),
        ("<p>一<br>二</p>", "<p>一<br>二</p>"),
        ("<ul><li>甲<li>乙</ul>", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
        (
            '<table><tr><td colspan="2" rowspan="1">甲</td><td></td></tr></table>',
            '<table>\n<tbody>\n<tr><td colspan="2">甲</td><td></td></tr>\n</tbody>\n</table>',
        ),
        ("<strong><p>块</p></strong>", "<p>块</p>"),
        ("&lt;script&gt;", "<p>&lt;script&gt;</p>"),
    ],
)
def test_the_canonical_form_of(given_html, kept):
    assert sanitise(given_html) == kept


def test_plain_text_has_a_line_per_paragraph_and_a_tab_per_cell():
    assert (
        plain_text("<h2>一、总则</h2><p>甲<br>乙</p><table><tr><td>子</td><td>丑</td></tr></table>")
        == "一、总则\n甲\n乙\n子\t丑"
    )


def test_nesting_beyond_any_document_is_refused_at_once():
    with pytest.raises(Invalid, match="过深"):
        sanitise("<blockquote>" * 100_000)


def test_an_id_stands_once():
    html = sanitise('<p id="note-1">甲</p><p id="note-1">乙</p><p id="other">丙</p>')
    assert html == '<p id="note-1">甲</p>\n<p>乙</p>\n<p>丙</p>'
