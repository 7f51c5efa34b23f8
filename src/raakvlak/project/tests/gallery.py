"""Every component of docs/developers/screens.md on one page, for the tests and for whoever designs."""

from pathlib import Path
from types import SimpleNamespace
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import include, path
from django.utils.html import format_html

from raakvlak.project.urls import handler400, handler403, handler404, handler500
from raakvlak.project.urls import urlpatterns as site

HERE: Final = Path(__file__).parent
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class NoteForm(forms.Form):
    text = forms.CharField(label="Wat hoorde je?", widget=forms.Textarea(attrs={"class": "big"}))
    channel = forms.ChoiceField(
        label="Hoe",
        required=False,
        choices=[("straat", "straat"), ("keukentafel", "keukentafel"), ("telefoon", "telefoon"), ("email", "e-mail")],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    audience = forms.ChoiceField(
        label="Wie mag dit zien?",
        help_text="Alleen jij kunt dit later wijder maken.",
        choices=[
            ("klad", format_html("{} <small>{}</small>", "Klad", "Alleen jij. Na 30 dagen is het weg.")),
            ("team", format_html("{} <small>{}</small>", "Het team", "Wie meewerkt aan deze situatie.")),
        ],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label="Dag", help_text="Bijvoorbeeld 3-5-2026.", widget=forms.DateInput(attrs={"class": "short"})
    )
    area = forms.ChoiceField(label="Waar", choices=[("1", "Waterhoek-Noord"), ("2", "De Kade")])
    is_story = forms.BooleanField(label="Dit is een verhaal", required=False)


class FilterForm(forms.Form):
    q = forms.CharField(label="Zoek in situaties", required=False)
    phase = forms.ChoiceField(label="Fase", required=False, choices=[("", "Alle fasen"), ("1", "Verkennen")])


def month() -> SimpleNamespace:
    """Draw a month in which three days had time outside."""
    outside = {5: ["ochtend"], 12: ["ochtend", "middag"], 21: ["avond"]}
    days = [None] * 3 + [
        SimpleNamespace(number=day, label=f"{day} mei", is_today=day == 12, parts=outside.get(day, []), url="/gallery/")
        for day in range(1, 32)
    ]
    days += [None] * (-len(days) % 7)
    weeks = [days[start : start + 7] for start in range(0, len(days), 7)]
    return SimpleNamespace(label="mei 2026", previous_url="/gallery/", next_url="", weeks=weeks)


def gallery(request: HttpRequest) -> HttpResponse:
    """Show everything; a POST shows the form with its errors."""
    if "stil" not in request.GET:
        messages.success(request, "Je notitie is opgeslagen.")
    form = NoteForm(request.POST if request.method == "POST" or "fout" in request.GET else None)
    if "fout" in request.GET:
        form = NoteForm({"day": "gisteren"})
    context = {
        "form": form,
        "filter_form": FilterForm(),
        "month": month(),
        "page": SimpleNamespace(newer="abc", older="def"),
    }
    template = engines["django"].from_string((HERE / "gallery.html").read_text())
    return HttpResponse(template.render(context, request))


def part(request: HttpRequest) -> HttpResponse:
    """Answer a request of htmx: with a part, with an error, or as to someone whose log-in has expired."""
    if "fout" in request.GET:
        return HttpResponse("Mis", status=500)
    if "uit" in request.GET:
        return HttpResponseRedirect(f"/inloggen/login/?next={request.path}")
    focus = "" if "stil" in request.GET else "data-focus"
    said = "verstuurd" if request.method == "POST" else "nieuw"
    return HttpResponse(format_html("<h2 {}>Deel: {}</h2><button type='button' data-close>Sluit</button>", focus, said))


ROOMS: Final = {"alignment": ["home"], "learning": ["stories"]}  # so that all five words of the navigation are there
urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("gallery/part/", part, name="part"),
    *(
        path(f"{room}/", include(([path(f"{screen}/", gallery, name=screen) for screen in screens], room)))
        for room, screens in ROOMS.items()
    ),
    *site,
]
