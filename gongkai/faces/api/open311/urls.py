"""网址：Open311's, each in both formats."""

from django.urls import URLPattern, path

from gongkai.faces.api.open311 import views

app_name = "open311"
urlpatterns: list[URLPattern] = [
    route
    for kind in ("xml", "json")
    for route in (
        path(f"discovery.{kind}", views.discovery, {"format_": kind}, name=f"discovery-{kind}"),
        path(f"services.{kind}", views.services, {"format_": kind}, name=f"services-{kind}"),
        path(f"services/<slug:code>.{kind}", views.definition, {"format_": kind}, name=f"definition-{kind}"),
        path(f"requests.{kind}", views.requests, {"format_": kind}, name=f"requests-{kind}"),
        path(f"requests/<slug:number>.{kind}", views.one, {"format_": kind}, name=f"request-{kind}"),
        path(f"tokens/<slug:token>.{kind}", views.token, {"format_": kind}, name=f"token-{kind}"),
    )
]
