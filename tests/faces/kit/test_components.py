"""What the template tags write."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from gongkai.faces.kit.charts import Bar, drawn
from gongkai.faces.kit.components import STATUSES
from gongkai.foundation.errors import Invalid

EVENING = datetime(2026, 3, 1, 17, 5, tzinfo=UTC)  # already the next day in Beijing


class Draft(forms.Form):
    title = forms.CharField(label="标题", help_text="一字不差。")
    note = forms.CharField(label="备注", required=False, widget=forms.TextInput(attrs={"placeholder": "x"}))
    kind = forms.ChoiceField(label="公开属性", widget=forms.RadioSelect, choices=(("1", "主动公开"), ("2", "不予公开")))
    sure = forms.BooleanField(label="不含国家秘密")
    file = forms.FileField(label="附件")


def render(source: str, path: str = "/", **values: object) -> str:
    return Template(source).render(Context({"request": RequestFactory().get(path), **values}))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ on|day }}", "2026年3月2日"),
        ("{{ at|day }}", "2026年3月2日"),
        ("{{ on|isoday }}", "2026-03-02"),
        ("{{ at|isoday }}", "2026-03-02"),
        ("{{ at|instant }}", "2026-03-02 01:05"),
        ("{{ none|day }}{{ none|isoday }}{{ none|instant }}{% when none %}", ""),
        ("{% when on %}", '<time datetime="2026-03-02">2026年3月2日</time>'),
        ("{% when at %}", '<time datetime="2026-03-02T01:05:00+08:00">2026-03-02 01:05</time>'),
        ('{% when at "isoday" %}', '<time datetime="2026-03-02T01:05:00+08:00">2026-03-02</time>'),
        ("{{ 900|size }} {{ 48211|size }} {{ 3145728|size }}", "900 字节 47 KB 3.0 MB"),
        ('{{ "0123456789abcdef01"|fingerprint }}', "01234567 89abcdef 01"),
    ],
)
def test_dates_are_absolute_and_counted_in_beijing(source: str, expected: str) -> None:
    assert render(source, on=date(2026, 3, 2), at=EVENING, none=None) == expected


@pytest.mark.parametrize("code", [status.code for status in STATUSES if status.sentence])
def test_each_status_says_itself_in_words(code: str) -> None:
    label = next(str(status.label) for status in STATUSES if status.code == code)
    assert label in render("{% doc_status code on=on %}", code=code, on=date(2026, 3, 2))
    assert label in render("{% status_badge code %}", code=code)


def test_a_document_in_force_has_no_banner() -> None:
    assert render('{% doc_status "in_force" %}').strip() == ""


def test_a_status_without_words_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        render('{% doc_status "gone" %}')


def test_a_banner_names_the_day_and_the_cause() -> None:
    page = render('{% doc_status "repealed" on=on by="示政发〔2026〕3号" href="/documents/y/" %}', on=date(2026, 3, 2))
    assert "废止日期：" in page
    assert '<a href="/documents/y/">示政发〔2026〕3号</a>' in page


def test_what_is_missing_is_asked_for_by_name_and_linked_to_its_control() -> None:
    page = render("{% error_summary form %}", form=Draft({}, {}))
    assert '<a href="#id_title">请填写“标题”。</a>' in page
    assert '<a href="#id_kind_0">请选择“公开属性”。</a>' in page
    assert '<a href="#id_sure">请勾选“不含国家秘密”。</a>' in page
    assert '<a href="#id_file">请上传“附件”。</a>' in page
    assert "请改正以下 4 处" in page
    with override("en"):
        assert "Fill in “标题”." in render("{% error_summary form %}", form=Draft({}, {}))


def test_a_relabelled_field_is_asked_for_by_its_new_name() -> None:
    assert "请填写“件名”。" in render('{% error_summary form title="件名" %}', form=Draft({}, {}))


def test_a_form_without_errors_has_no_summary() -> None:
    assert render("{% error_summary form %}{% error_summary none %}", form=Draft(), none=None).strip() == ""


def test_a_refusal_can_stand_in_the_summary() -> None:
    page = render("{% error_summary refusal %}", refusal=Invalid("年份请用六角括号。", field="number"))
    assert '<a href="#id_number">年份请用六角括号。</a>' in page


def test_a_field_is_tied_to_its_hint_and_its_error() -> None:
    page = render("{% field form.title %}", form=Draft({}, {}))
    assert 'aria-describedby="id_title-hint id_title-error"' in page
    assert 'aria-invalid="true"' in page
    assert '<label for="id_title">标题</label>' in page


def test_a_group_of_choices_has_a_legend_and_every_choice_a_label() -> None:
    page = render("{% field form.kind %}", form=Draft())
    assert "<legend>公开属性</legend>" in page
    assert '<label for="id_kind_0">主动公开</label>' in page


def test_what_may_be_left_out_says_so_and_hints_are_not_hidden_in_the_box() -> None:
    page = render("{% field form.note %}", form=Draft())
    assert "（选填）" in page
    assert "placeholder" not in page


def test_turning_the_page_keeps_the_filters_and_drops_the_old_cursor() -> None:
    page = render('{% pager before="b" after="a" %}', path="/?kind=1&before=z&q=公开")
    assert 'href="?kind=1&amp;q=%E5%85%AC%E5%BC%80&amp;after=a"' in page
    assert "before=z" not in page


def test_a_single_page_has_no_pager() -> None:
    assert render("{% pager %}{% pages 1 1 %}").strip() == ""


def test_numbered_pages_show_the_ends_and_the_neighbours() -> None:
    page = render("{% pages 10 99 %}", path="/?q=x")
    for number in (1, 8, 9, 11, 12, 99):
        assert f"page={number}" in page
    assert "page=7" not in page
    assert page.count("…") == 2


def test_the_way_here_ends_with_this_page() -> None:
    page = render('{% breadcrumb "首页" "/" "文件" %}')
    assert '<a href="/">首页</a>' in page
    assert '<span aria-current="page">文件</span>' in page


def test_values_are_escaped() -> None:
    page = render("{% summary rows %}{% badge bad %}{% empty bad %}", rows=[("名", "<b>")], bad="<i>")
    assert "<b>" not in page
    assert "<i>" not in page


def test_a_summary_takes_rows_as_they_come() -> None:
    rows = [("甲", 1), {"name": "乙", "value": 2, "wide": True}, ("丙", None)]
    page = render("{% summary rows %}", rows=rows)
    assert "None" not in page
    assert 'class="wide"' in page


def test_only_an_urgent_notice_interrupts() -> None:
    assert 'role="alert"' in render('{% notice "台风" "" "urgent" %}')
    assert 'role="alert"' not in render('{% notice "提示" %}')


@pytest.mark.parametrize(
    ("values", "most", "widths"),
    [
        ([50, 100, 0], None, ["50", "100", "0"]),
        ([25], 50, ["50"]),
        ([0, 0], None, ["0", "0"]),
        ([-3, 6], None, ["0", "100"]),
        ([120], 100, ["100"]),
        ([], None, []),
    ],
)
def test_bars_are_drawn_on_one_scale_and_never_leave_their_cell(values, most, widths) -> None:
    assert [one.width for one in drawn([Bar("某项", value) for value in values], most=most)] == widths


def test_what_is_left_over_is_counted_and_not_drawn_and_bends_no_scale() -> None:
    bars = [Bar("生态环境", 9), Bar("其他合计", 120, apart=True)]
    assert [(one.said, one.width) for one in drawn(bars)] == [("9", "100"), ("120", "")]
    assert render("{% chart '按事项' bars %}", bars=bars).count("<svg") == 1


def test_targets_stand_at_one_place_whatever_their_units() -> None:
    bars = [Bar("公里", 500, target=1000), Bar("张", 30, target=20), Bar("没有目标值", 1, target=0)]
    assert [(one.width, one.track) for one in drawn(bars)] == [("40", "80"), ("100", "80"), ("0", "80")]


def test_a_chart_is_a_table_that_says_every_number_and_styles_nothing_inline() -> None:
    bars = [Bar("农村<公路>", 620, "620公里", target=1000, href="/x/")]
    page = render('{% chart "完成情况" bars names="实事" values="完成" targets="目标" %}', bars=bars)
    assert "农村&lt;公路&gt;" in page
    assert "620公里" in page
    assert "1,000" in page
    assert 'width="49.6"' in page
    assert "style=" not in page
    assert "<caption>完成情况</caption>" in page
