"""网址：the kit's own address; `assembly` includes it at the root."""

from django.urls import path

from gongkai.faces.kit import views

app_name = "kit"
urlpatterns = [path("reading/", views.reading, name="reading")]
