from django.urls import path

from raakvlak.web import health

app_name = "web"
urlpatterns = [
    path("_healthz/livez", health.livez, name="livez"),
    path("_healthz/readyz", health.readyz, name="readyz"),
    path(".well-known/security.txt", health.security_txt, name="security-txt"),
    path("robots.txt", health.robots_txt, name="robots-txt"),
]
