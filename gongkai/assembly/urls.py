"""网址：the whole table of addresses, face by face."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "gongkai.faces.kit.views.bad_request"
handler403 = "gongkai.faces.kit.views.forbidden"
handler404 = "gongkai.faces.kit.views.not_found"
handler500 = "gongkai.faces.kit.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("office/", include("gongkai.faces.office.urls")),
    path("api/", include("gongkai.faces.api.urls")),
    path("open311/v2/", include("gongkai.faces.api.open311.urls")),
    path("", include("gongkai.faces.kit.urls")),
    path("", include("gongkai.faces.portal.urls")),
]
