"""查询意见：by number and code, without an account; whoever has not both is told exactly that nothing was found."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.consultations.reading import common
from gongkai.faces.portal.http import page
from gongkai.faces.portal.proving import Question, ask_for_proof
from gongkai.programmes.consultations import contents, queries
from gongkai.programmes.consultations.models import Comment
from gongkai.programmes.consultations.permission import proven

QUESTION = Question(
    title=gettext_lazy("查询我提的意见"),
    channel=gettext_lazy("意见征集"),
    home="portal:consultations",
    lead=gettext_lazy("用意见编号和查询码查询，不需要注册。"),
    number=gettext_lazy("意见编号"),
    lost=gettext_lazy("编号和查询码在提交以后的页面上。遗失了查询码的，公开显示的意见和答复可以在征集页面查看。"),
)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request) -> HttpResponse:
    """查询意见：what was said, whether it is shown, and its answer once the result is public."""
    proof = ask_for_proof(request, QUESTION, lambda number, code: _found(number, code, request.at))
    if isinstance(proof, HttpResponse):
        return proof
    found, one = proof.found
    edition = queries.version(one, found.words.version, request.at)
    passages = {each.number: each.text for each in contents.passages_of(edition.body)}
    facts = common(request, one) | {
        "comment": found,
        "followed": queries.followed(found, one),
        "passage": passages.get(found.words.passage, ""),
    }
    return page(request, "consultations/followed", facts)


def _found(number: str, code: str, at: datetime) -> tuple[Comment, queries.Seen]:
    found = proven(number=number, code=code)
    return found, queries.seen(found.consultation.uid, at)
