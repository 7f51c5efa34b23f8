"""The addresses of this app."""

from django.urls import path

from raakvlak.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.personas, name="personas"),
    path("<slug:persona>/", views.become, name="become"),
]
