"""Every address of the site."""

from django.urls import include, path
from django.views.generic import RedirectView

from raakvlak.project.appearance import set_appearance

urlpatterns = [
    path("", include("raakvlak.desk.urls")),
    path("", include("raakvlak.exchange.urls")),
    path("", include("raakvlak.overview.urls")),
    path("", include("raakvlak.alignment.urls")),
    path("", include("raakvlak.resolutions.urls")),
    path("", include("raakvlak.support.urls")),
    path("", include("raakvlak.situations.urls")),
    path("", include("raakvlak.municipality.urls")),
    path("", include("raakvlak.web.urls")),
    path("privacy/", include("raakvlak.privacy.urls")),
    path("demo/", include("raakvlak.demo.urls")),
    # Before allauth's own screen, on which an address counts before it is proved.
    path("inloggen/email/", RedirectView.as_view(pattern_name="municipality:address")),
    path("inloggen/", include("allauth.urls")),
    path("weergave/", set_appearance, name="appearance"),
]

handler400 = "raakvlak.project.errors.bad_request"
handler403 = "raakvlak.project.errors.forbidden"
handler404 = "raakvlak.project.errors.not_found"
handler500 = "raakvlak.project.errors.server_error"
