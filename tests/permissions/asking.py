"""One request of one case by one person, and what can be told from the answer."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from .matrix import PARAMETER, Case
from .world import MISSING, World, newest

CLIENTS = {csrf: Client(raise_request_exception=False, enforce_csrf_checks=csrf) for csrf in (False, True)}
NAMES_A_THING = set(MISSING)
VARYING = (
    (re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*'), r"\1"),
    (re.compile(r"('nonce-|nonce=\")[^'\"]*"), r"\1"),
    (re.compile(r"(x-csrftoken&quot;: &quot;|X-CSRFToken\": \")[^&\"]*", re.IGNORECASE), r"\1"),
)
COMPARED = ("Content-Type", "Location", "Content-Disposition", "Cache-Control", "Vary", "Content-Security-Policy")


@dataclass(frozen=True)
class Face:
    """An answer as far as its reader can tell."""

    status: int
    texts: tuple[str, ...]


def ask(
    case: Case, world: World, column: str, *, missing: bool = False, by_cookie: bool = False, csrf: bool = False
) -> Face:
    """One request, undone afterwards; by cookie or with a token as is usual there."""
    somebody = world.people[column]
    client = CLIENTS[csrf]
    client.cookies.clear()
    cache.clear()  # of what counts against the limits of signing in
    if not case.is_api or by_cookie:
        client.cookies.load(somebody.cookies)
    headers = {} if by_cookie or not case.is_api else somebody.headers
    point = transaction.savepoint()
    try:
        where = address(case, world, missing=missing)
        answer = client.generic(case.method, where, headers=headers, **body(case, world))
        return face(answer, case, world)
    finally:
        transaction.savepoint_rollback(point)


def ask_missing(case: Case, world: World, column: str) -> Face:
    """The same asked of a thing that is not there; asked once for all states of a thing."""
    key = (case.route, case.method, str(case.path), str(case.send), column)
    if key not in world.missing:
        world.missing[key] = ask(case, world, column, missing=True)
    return world.missing[key]


def address(case: Case, world: World, *, missing: bool = False) -> str:
    """The address with a real thing in it, or one that is not there."""
    if "path" in case.path:
        return case.path["path"]
    named = {**_named(case, world), **case.path}
    named = {name: value.replace("$organ", world.organ.code) for name, value in named.items()}
    if missing:
        named |= MISSING
    return "/" + PARAMETER.sub(lambda match: named[match.group(1)], case.route)


def _named(case: Case, world: World) -> dict[str, str]:
    """What an address may name, by the name of its parameter."""
    return {
        **world.things,
        "uid": world.records.get(case.record, ""),
        "case": world.cases.get(case.record, ""),
    }


def body(case: Case, world: World) -> dict[str, Any]:
    """What is sent, as the API or a form sends it."""
    if case.send is None:
        return {}
    said = {key: _filled(value, case, world) for key, value in case.send.items()}
    if case.is_api and not any(isinstance(value, SimpleUploadedFile) for value in said.values()):
        return {"data": json.dumps(said), "content_type": "application/json"}
    return {"data": encode_multipart(BOUNDARY, said), "content_type": MULTIPART_CONTENT}


def _filled(value: Any, case: Case, world: World) -> Any:
    if not isinstance(value, str) or not value.startswith("$"):
        return value
    name = value[1:]
    if name in {"sha256", "lock_version"}:
        return getattr(newest(world.records[case.record]), name)
    if name in world.things and name != "organ":
        return world.things[name]
    if name == "text":
        return SimpleUploadedFile("来稿.txt", "关于托育的通知\n正文。\n".encode())
    if name == "csv":
        return SimpleUploadedFile("名单.csv", "序号,名称\n1,乙\n".encode())
    return world.organ.code if name == "organ" else world.records[name]


def face(answer: Any, case: Case, world: World) -> Face:
    """What an asker can tell: status, body and headers, without what differs at every request anyway."""
    named = _named(case, world)
    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = tuple(answer.headers.get(name, "") for name in COMPARED)
    texts = [_alike(text, case, named) for text in (said.decode("utf-8", "replace"), *heads)]
    return Face(answer.status_code, tuple(texts))


def _alike(text: str, case: Case, named: dict[str, str]) -> str:
    for parameter in NAMES_A_THING & set(case.parameters):
        either = f"{re.escape(named[parameter])}|{MISSING[parameter]}"
        text = re.sub(rf"(/|%2F)({either})(?=/|%2F|$)", r"\1THING", text)
    for pattern, kept in VARYING:
        text = pattern.sub(kept, text)
    return text
