"""Open311 GeoReport v2: what the standard asks of an endpoint, in both formats, held to its public schema."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from jsonschema_rs import validate
from lxml import etree

from gongkai.foundation.people import operations as people
from gongkai.foundation.people.actors import SYSTEM
from gongkai.foundation.people.models import Person, Post
from gongkai.foundation.places.models import Place
from gongkai.programmes.hotline import operations as hotline
from gongkai.programmes.hotline.models import Message
from tests.engines.casework.conftest import an_actor
from tests.faces.portal.conftest import SINCE, organ, province

__all__ = ["organ", "province"]

NO_DAYS = ({"end_date": "0001-01-01T00:00:00Z"}, {"start_date": "9999-12-31T00:00:00Z"})
TEXT, TEXT_OR_NONE = {"type": "string"}, {"type": ["string", "null"]}
MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"
MOMENT_OR_NONE = {"anyOf": [{"type": "string", "pattern": MOMENT}, {"type": "null"}]}
# Fields and types as the standard's tables and its public schemas (open311/schema-validation, georeport-v2) have them.
SERVICES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "required": ["service_code", "service_name", "metadata", "type"],
        "properties": {
            "service_code": TEXT,
            "service_name": TEXT,
            "description": TEXT_OR_NONE,
            "metadata": {"type": "boolean"},
            "type": {"enum": ["realtime", "batch", "blackbox"]},
            "keywords": TEXT_OR_NONE,
            "group": TEXT_OR_NONE,
        },
    },
}
DEFINITION = {
    "required": ["service_code", "attributes"],
    "properties": {
        "service_code": TEXT,
        "attributes": {
            "type": "array",
            "items": {
                "required": ["variable", "code", "datatype", "required"],
                "properties": {
                    "variable": {"type": "boolean"},
                    "code": TEXT,
                    "datatype": {"enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]},
                    "required": {"type": "boolean"},
                    "datatype_description": TEXT_OR_NONE,
                    "description": TEXT_OR_NONE,
                    "order": {"type": ["integer", "null"]},
                    "values": {
                        "type": "array",
                        "items": {"required": ["key", "name"], "properties": {"key": TEXT, "name": TEXT}},
                    },
                },
            },
        },
    },
}
REQUESTS = {
    "type": "array",
    "items": {
        "required": ["service_request_id", "status", "service_code", "requested_datetime"],
        "properties": {
            "service_request_id": TEXT,
            "status": {"enum": ["open", "closed"]},
            "service_code": TEXT,
            "requested_datetime": {"type": "string", "pattern": MOMENT},
            "updated_datetime": MOMENT_OR_NONE,
            "expected_datetime": MOMENT_OR_NONE,
            "description": {"anyOf": [{"type": "string", "maxLength": 4000}, {"type": "null"}]},
            **dict.fromkeys(
                (
                    "status_notes",
                    "service_name",
                    "agency_responsible",
                    "service_notice",
                    "address",
                    "address_id",
                    "zipcode",
                    "media_url",
                ),
                TEXT_OR_NONE,
            ),
            "lat": {"type": ["number", "null"]},
            "long": {"type": ["number", "null"]},
        },
    },
}
WORDS = "示范路路灯坏了，我家住三楼"
LAMP = {
    "service_code": "01-02-01",
    "address_string": "示范路10号",
    "description": WORDS,
    "attribute[kind]": "complaint",
    "last_name": "王",
    "first_name": "小明",
    "phone": "13900000000",
}


@pytest.fixture
def key(organ: Any, at: datetime) -> str:
    """The token of somebody who takes messages in."""
    clerk = Person.objects.create(uid="clerk00001", username="clerk", name="受理员")
    Post.objects.create(person=clerk, organ=organ, role="hotline_clerk", since=SINCE)
    hotline.set_profile(organ=organ, profile="zhoushan", by=an_actor(organ, "hotline_officer"), at=at)
    return issued(clerk, at)


def issued(person: Person, at: datetime) -> str:
    until = at.date() + timedelta(days=30)
    return people.issue_token(person=person, name="热线接口", until=until, by=SYSTEM, at=at)[1]


def ask(path: str, **given: str) -> Any:
    return Client().get(f"/open311/v2/{path}", given)


def send(key: str, format_: str = "json", **changed: str) -> Any:
    return Client().post(f"/open311/v2/requests.{format_}", {"api_key": key, **LAMP, **changed})


def test_the_service_list_and_definitions_are_those_of_the_standard(key: str, at_rest: Any) -> None:
    found = ask("discovery.json").json()
    assert found["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    services = ask("services.json").json()
    validate(SERVICES, services)
    assert {"01-02-01"} <= {one["service_code"] for one in services}
    validate(DEFINITION, ask("services/01-02-01.json").json())
    answer = ask("services.xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    document = etree.fromstring(answer.content)
    assert [one.tag for one in document[:2]] == ["service", "service"]
    assert document.findtext("service/metadata") == "true"
    assert len(document) == len(services)
    kinds = etree.fromstring(ask("services/01-02-01.xml").content).findall("attributes/attribute/values/value")
    assert kinds[0].findtext("key") == "consult"
    for path in ("services/01.json", "services/99-99.json"):
        assert ask(path).status_code == 404
    assert ask("services.json", jurisdiction_id="elsewhere").json()[0]["code"] == 404


def test_a_message_comes_in_with_a_key_and_is_followed_by_its_number(
    key: str, organ: Any, province: Place, at_rest: Any, at: datetime
) -> None:
    made = send(key)
    assert made.status_code == 201
    number = made.json()[0]["service_request_id"]
    message = Message.objects.get(case__number=number)
    assert (message.text, message.address, message.channel, message.kind) == (WORDS, "示范路10号", "api", "complaint")
    assert "王小明" not in str(Message.objects.values())
    listed = ask("requests.json").json()
    validate(REQUESTS, listed)
    assert [one["service_request_id"] for one in listed] == [number]
    assert WORDS not in ask("requests.xml").content.decode(), "words and people are nobody's to read"
    one = etree.fromstring(ask(f"requests/{number}.xml").content)
    assert one.findtext("request/status") == "open"
    assert ask(f"tokens/{number}.json").json() == [{"service_request_id": number, "token": number}]
    assert ask("requests.json", status="closed").json() == []
    assert ask("requests.json", service_code="01-02-01,02-01", status="open").json() == listed
    assert ask("requests.json", service_request_id=f"{number},x").json() == listed
    spot = send(key, "xml", address_string="", lat="30.25", long="120.16", address_id="990000")
    spotted = etree.fromstring(spot.content).findtext("request/service_request_id")
    seen = Message.objects.get(case__number=spotted)
    assert (seen.place, seen.address) == ("99", "（纬度30.25，经度120.16）")


def same(element: Any, said: Any) -> bool:
    """Whether an element says what a value does: fields by name, lists one under the other, nothing for null."""
    if isinstance(said, dict):
        return [one.tag for one in element] == [*said] and all(same(element.find(key), said[key]) for key in said)
    if isinstance(said, list):
        return len(element) == len(said) and all(same(*pair) for pair in zip(element, said, strict=True))
    told = str(said).lower() if isinstance(said, bool) else "" if said is None else str(said)
    return (element.text or "") == told


def test_xml_says_what_json_says(key: str, at_rest: Any) -> None:
    send(key)
    for path in ("discovery", "services", "services/01-02-01", "requests"):
        document = etree.fromstring(ask(f"{path}.xml").content)
        assert same(document, ask(f"{path}.json").json()), path
        assert not document.nsmap, "without a namespace, as clients of the standard expect"


def test_what_is_confidential_is_not_there_for_programs(key: str, at_rest: Any) -> None:
    hidden = send(key, **{"attribute[kind]": "report"}).json()[0]["service_request_id"]
    assert ask("requests.json").json() == []
    for path in (f"requests/{hidden}.json", f"tokens/{hidden}.json", "requests/nothing.json"):
        assert ask(path).status_code == 404


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"api_key": ""}, 403),
        ({"api_key": "wrong\0"}, 403),
        ({"service_code": ""}, 400),
        ({"service_code": "88-88"}, 404),
        ({"address_string": ""}, 400),
        ({"attribute[kind]": ""}, 400),
        ({"description": ""}, 400),
        ({"phone": ""}, 400),
        ({"last_name": "欧" * 60, "first_name": "阳" * 60}, 400),
        ({"media_url": "https://a.example/" + "a" * 300}, 400),
        ({"lat": "north", "long": "1"}, 400),
        ({"address_id": "12"}, 404),
        ({"jurisdiction_id": "elsewhere"}, 404),
    ],
)
def test_what_cannot_be_taken_is_refused_in_the_form_of_the_standard(
    key: str, at_rest: Any, changed: dict[str, str], status: int
) -> None:
    answer = send(key, **changed)
    assert answer.status_code == status
    assert [*json.loads(answer.content)[0]] == ["code", "description"]
    error = etree.fromstring(send(key, "xml", **changed).content)
    assert error.findtext("error/code") == str(status)
    assert not Message.objects.exists()


def test_dates_have_a_zone_and_span_ninety_days_at_most(key: str, at_rest: Any) -> None:
    for wrong in ({"start_date": "yesterday"}, {"start_date": "2026-01-01T00:00:00"}, *NO_DAYS):
        assert ask("requests.json", **wrong).status_code == 400
    far = {"start_date": "2025-01-01T00:00:00Z", "end_date": "2025-06-01T00:00:00Z"}
    assert ask("requests.json", **far).status_code == 400
    assert ask("requests.json", start_date="2025-01-01T00:00:00Z").json() == []
