"""样张：a throw-away site that shows every component, for tests and for looking at; never shipped."""

from datetime import date, datetime, timedelta, timezone

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from gongkai.faces.kit import urls as kit_urls
from gongkai.faces.kit.charts import Bar
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.people.actors import Actor

AT = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=8)))
KINDS = (("normative", "行政规范性文件"), ("notice", "通知公告"), ("plan", "规划计划"))
TITLES = (
    "示范省人民政府办公厅关于印发全面推进政务公开工作要点的通知",
    "示范省人民政府关于进一步优化营商环境更好服务市场主体的实施意见",
    "示范省财政厅　示范省民政厅关于提高城乡居民最低生活保障标准的通知",
    "示范省人民政府令（第 312 号）　示范省行政规范性文件管理办法",
    "关于 2026 年度省级预算执行情况和其他财政收支审计查出问题整改情况的公告",
)


class Draft(forms.Form):
    title = forms.CharField(label="标题", help_text="与纸质文件上的标题一字不差。")
    number = forms.CharField(label="发文字号", required=False, help_text="例如：示政办发〔2026〕8号")
    formed_on = forms.DateField(label="成文日期", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label="文件种类", choices=(("", "请选择"), *KINDS))
    attribute = forms.ChoiceField(
        label="公开属性",
        widget=forms.RadioSelect,
        choices=(("open", "主动公开"), ("on_request", "依申请公开"), ("withheld", "不予公开")),
    )
    audience = forms.MultipleChoiceField(
        label="涉及对象", widget=forms.CheckboxSelectMultiple, choices=KINDS, required=False
    )
    body = forms.CharField(label="正文", widget=forms.Textarea)
    attachment = forms.FileField(label="附件", required=False, help_text="docx、xlsx、pdf、ofd，每个不超过 20 MB。")
    checked = forms.BooleanField(label="本件不含国家秘密、商业秘密和个人隐私", required=True)


def _facts() -> dict[str, object]:
    documents = [
        {"title": title, "on": date(2026, 3, 2) - timedelta(days=7 * at), "number": f"示政办发〔2026〕{8 - at}号"}
        for at, title in enumerate(TITLES)
    ]
    return {
        "documents": documents,
        "today": date(2026, 3, 2),
        "at": AT,
        "rows": [
            ("索引号", "002489401/2026-00118"),
            ("主题分类", "综合政务／政务公开"),
            ("发文机关", "示范省人民政府办公厅"),
            ("成文日期", "2026年2月24日"),
            {"name": "标题", "value": TITLES[0], "wide": True},
            ("发文字号", "示政办发〔2026〕8号"),
            ("发布日期", "2026年3月2日"),
            ("公开属性", "主动公开"),
            ("效力", "现行有效", "/documents/x/history/", "沿革"),
        ],
        "steps": [
            {"label": "拟稿", "state": "done", "who": "周文", "at": AT},
            {"label": "处室审核", "state": "done", "who": "吴敏", "at": AT},
            {"label": "保密审查", "state": "back", "who": "郑安", "note": "第二页人名须遮盖"},
            {"label": "合法性审查", "state": "now", "who": "王律"},
            {"label": "签发", "state": "next"},
            {"label": "发布", "state": "next"},
        ],
        "counted": [Bar("澜州市", 1284, href="/x/"), Bar("栖云市", 460), Bar("临沂县", 0)],
        "done": [
            Bar("新建改建农村公路", 620, "620公里", target=1000, target_said="1,000公里"),
            Bar("新增养老机构护理型床位", 2100, "2,100张", target=2000, target_said="2,000张"),
        ],
        "parts": [
            ("指南", "/guide/"),
            ("制度", "/rules/"),
            ("法定主动公开内容", "/disclosures/"),
            ("年度报告", "/reports/"),
        ],
        "hash": "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4",
    }


def page(request: HttpRequest, name: str) -> HttpResponse:
    person = Actor(uid="zhou", name="周文", posts=(), second_factor=True) if name == "office" else None
    return render(request, f"showcase/{name}.html", {**_facts(), "actor": person})


def form(request: HttpRequest) -> HttpResponse:
    bound = Draft(request.GET) if request.GET else Draft()
    return render(request, "showcase/form.html", {"form": bound})


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "bug":
        raise RuntimeError("a bug")
    raise {
        "missing": NotFound(),
        "forbidden": NotPermitted("签发须由机关负责人办理；请送签发人。"),
        "invalid": Invalid("发文字号写成了“示政办发[2026]8号”，年份请用六角括号〔〕。", field="number"),
        "conflict": Conflict("王律刚刚改过这一稿，请刷新后再办。"),
    }[kind]


def file(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"%PDF-1.7", content_type="application/pdf")


def scripted(request: HttpRequest) -> HttpResponse:
    from django_prose_editor.widgets import ProseEditorWidget

    class Editor(forms.Form):
        body = forms.CharField(label="正文", widget=ProseEditorWidget(), initial="<p>一、总体要求</p>")

    return render(request, "showcase/editor.html", {"form": Editor()})


handler400 = "gongkai.faces.kit.views.bad_request"
handler403 = "gongkai.faces.kit.views.forbidden"
handler404 = "gongkai.faces.kit.views.not_found"
handler500 = "gongkai.faces.kit.views.server_error"
urlpatterns = [
    path("", page, {"name": "home"}),
    path("policies/", page, {"name": "policies"}),
    path("documents/x/", page, {"name": "document"}),
    path("organs/x/disclosures/", page, {"name": "organ"}),
    path("components/", page, {"name": "components"}),
    path("form/", form),
    path("desk/", page, {"name": "office"}),
    path("office/", page, {"name": "office"}),
    path("file/", file),
    path("editor/", scripted),
    path("refuse/<str:kind>/", refuse),
    path("api/v1/refuse/<str:kind>/", refuse),
    path("accounts/", include("allauth.urls")),
    path("", include(kit_urls)),
]
