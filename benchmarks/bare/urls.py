"""The bare view: one row by its key, through one template; no middleware."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from benchmarks.bare.models import Note

PAGE = "<!doctype html><title>{{ note.title }}</title><h1>{{ note.title }}</h1>{{ note.saved_at }}{{ note.body|safe }}"


def show(request: HttpRequest, pk: int) -> HttpResponse:
    note = Note.objects.get(pk=pk)
    return HttpResponse(engines["django"].from_string(PAGE).render({"note": note}, request))


urlpatterns = [path("notes/<int:pk>/", show)]
