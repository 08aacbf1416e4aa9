"""申请信用修复：the party of a published penalty asks that its publicity end; follows it without an account."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.kit.scans import scan_of, taking_scan
from gongkai.faces.portal.http import page
from gongkai.faces.portal.proving import Question, ask_for_proof
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.queries import name_on
from gongkai.foundation.text import storable
from gongkai.programmes.enforcement import operations, repairing
from gongkai.programmes.enforcement.models import RepairApplication
from gongkai.programmes.enforcement.repairing import LONGEST, Target

_NUMBER = 80
QUESTION = Question(
    title=gettext_lazy("查询信用修复申请"),
    channel=gettext_lazy("行政执法公示"),
    home="portal:enforcement",
    lead=gettext_lazy("用申请编号和查询码查询，不需要注册。"),
    number=gettext_lazy("申请编号"),
)


class RepairForm(forms.Form):
    """信用修复申请：who asks, how to reach them, what was put right, what proves it, and the promise."""

    name = forms.CharField(
        label=gettext_lazy("申请人"),
        help_text=gettext_lazy("行政处罚决定书上的当事人。由别人代办的，请在下面写明，并上传委托书。"),
        max_length=LONGEST["name"],
        required=False,
    )
    contact = forms.CharField(
        label=gettext_lazy("联系方式"),
        help_text=gettext_lazy("联系人和电话，需要补充材料时联系您。"),
        max_length=LONGEST["contact"],
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("怎样履行、怎样改正的"),
        help_text=gettext_lazy("例如哪一天缴清罚款、怎样整改、谁验收的。不要写身份证件号码和银行账号。"),
        max_length=LONGEST["text"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    evidence = forms.FileField(
        label=gettext_lazy("证明材料的扫描件或者照片"),
        help_text=gettext_lazy("例如缴款凭证、整改照片、验收意见，合成一个PDF、JPG或者PNG文件，不超过5MB。"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    promised = forms.BooleanField(
        label=gettext_lazy("我承诺所写的内容和所交的材料真实，今后守法诚信经营。"), required=False
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


@taking_scan
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """申请信用修复：of the penalty whose number stands in the address; without one, the number is asked for."""
    number, today = storable(request.GET.get("number", ""))[:_NUMBER].strip(), china_date(request.at)
    facts: dict[str, Any] = {"number": number}
    if not number:
        return page(request, "enforcement/repair", facts)
    try:
        target = repairing.target_of(number, today)
    except NotFound as refusal:
        facts["faults"] = [("number", term(refusal.sentence))]
        return page(request, "enforcement/repair", facts, status=404)
    form = RepairForm(request.POST if request.method == "POST" else None)
    facts |= _about(target) | {"form": form, "organ": name_on(target.version.organ, today)}
    if not form.is_bound:
        return page(request, "enforcement/repair", facts)
    if is_too_often(request, "apply"):
        facts["faults"] = [("", _("短时间内提交得太多。请过一会儿再试。"))]
        return page(request, "enforcement/repair", facts, status=429)
    if not form.is_valid():
        return page(request, "enforcement/repair", _again(request, facts), status=400)
    return _hand_in(request, form, facts)


def _about(target: Target) -> dict[str, Any]:
    return {
        "target": target.version,
        "party": target.version.values.get("party", ""),
        "publicity": target.version.values.get("publicity", ""),
        "obstacle": term(target.obstacle) if target.obstacle else "",
        "basis": repairing.basis_of(target.version.values),
    }


def _hand_in(request: Request, form: RepairForm, facts: dict[str, Any]) -> HttpResponse:
    said = {name: form.cleaned_data[name] for name in ("name", "contact", "text", "promised")}
    evidence = scan_of(request, "evidence")
    try:
        made = operations.ask_for_repair(key=facts["target"].key, **said, evidence=evidence, at=request.at)
    except Invalid as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, term(refusal.sentence))
        return page(request, "enforcement/repair", _again(request, facts), status=400)
    return page(request, "enforcement/repair_asked", {**facts, "made": made})


def _again(request: Request, facts: dict[str, Any]) -> dict[str, Any]:
    """What a form sends back that was not taken: no browser keeps a chosen file, and we keep none."""
    file = request.FILES.get("evidence")
    return {**facts, "again": file.name if file is not None else ""}


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request) -> HttpResponse:
    """查询信用修复申请：whoever has not both number and code is told exactly that nothing was found."""
    proof = ask_for_proof(request, QUESTION, lambda number, code: repairing.proven(number=number, code=code))
    if isinstance(proof, HttpResponse):
        return proof
    return page(request, "enforcement/repairs", _shown(request, proof.found))


def _shown(request: Request, found: RepairApplication) -> dict[str, Any]:
    return {
        "found": found,
        "progress": repairing.SAID[repairing.progress_of([found])[found.uid]],
        "written": repairing.written(found),
        "granted": repairing.granted(found.change) if found.change else None,
        "organ": name_on(found.organ, china_date(request.at)),
    }
