"""机器网址：what programs ask for beside the pages: harvesting, bulk data, calendars."""

from django.urls import URLPattern, path

from gongkai.faces.portal.oai import views as harvesting

MACHINES: list[URLPattern] = [
    path("oai", harvesting.harvest, name="oai"),
    path("oai/record.xsd", harvesting.schema, name="oai-schema"),
]
