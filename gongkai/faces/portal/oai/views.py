"""收割接口：one address, GET or POST, always 200 with XML, as OAI-PMH 2.0 has it.

依据：The Open Archives Initiative Protocol for Metadata Harvesting, version 2.0.
"""

from django.http import HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.http import Request
from gongkai.faces.portal import xml
from gongkai.faces.portal.http import absolute, public
from gongkai.faces.portal.oai.asking import Refused, asked
from gongkai.faces.portal.oai.formats import XSI
from gongkai.faces.portal.oai.schema import SCHEMA
from gongkai.faces.portal.oai.verbs import ANSWERS
from gongkai.faces.portal.xml import Element, add, answer, utc

OAI = "http://www.openarchives.org/OAI/2.0/"
SHOWS_NO_ARGUMENTS = frozenset({"badVerb", "badArgument"})


@csrf_exempt  # it changes nothing, and harvesters know no token of ours
@require_http_methods(["GET", "HEAD", "POST"])
def harvest(request: Request) -> HttpResponse:
    """收割：the answer to one of the six verbs, or the protocol's error."""
    params = request.POST if request.method == "POST" else request.GET
    root = xml.root(OAI, "OAI-PMH", xsi=XSI)
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} {OAI}OAI-PMH.xsd")
    add(root, "responseDate", utc(request.at))
    try:
        _answer(root, params, request)
    except Refused as refused:
        _refuse(root, params, refused, request)
    response = answer(root, "text/xml")
    response["Cache-Control"] = "no-cache"
    return response


def _answer(root: Element, params: QueryDict, request: Request) -> None:
    question = asked(params)
    add(root, "request", absolute(request.path), **question.given)
    ANSWERS[question.verb](root, question, request.at)


def _refuse(root: Element, params: QueryDict, refused: Refused, request: Request) -> None:
    for child in list(root)[1:]:
        root.remove(child)
    given = {} if refused.code in SHOWS_NO_ARGUMENTS else params.dict()
    add(root, "request", absolute(request.path), **{name: str(value) for name, value in given.items()})
    add(root, "error", refused.sentence, code=refused.code)


@public
def schema(request: Request) -> HttpResponse:  # noqa: ARG001
    """收割格式的结构。"""
    return HttpResponse(SCHEMA, content_type="application/xml; charset=utf-8")
