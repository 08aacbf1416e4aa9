"""机器网址：what programs ask for beside the pages: harvesting, bulk data, calendars."""

from django.urls import URLPattern, path

from gongkai.faces.portal import calendars
from gongkai.faces.portal.bulk import views as bulk
from gongkai.faces.portal.oai import views as harvesting

MACHINES: list[URLPattern] = [
    path("policies/calendar.ics", calendars.policies, name="policies-calendar"),
    path("search/calendar.ics", calendars.everything, name="search-calendar"),
    path("organs/<slug:code>/calendar.ics", calendars.organ, name="organ-calendar"),
    path("data/files.json", bulk.files, name="bulk-files"),
    path("data/documents-<str:month>.<str:format_>.gz", bulk.month, name="bulk-month"),
    path("data/organs/<slug:code>/documents.<str:format_>.gz", bulk.organ, name="bulk-organ"),
    path("oai", harvesting.harvest, name="oai"),
    path("oai/record.xsd", harvesting.schema, name="oai-schema"),
]
