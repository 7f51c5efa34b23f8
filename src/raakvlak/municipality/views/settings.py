"""What a municipality settles for itself: its name, colours, logo, channels and how long things are kept."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.actions.municipality import change_logo, change_retention, change_theme
from raakvlak.municipality.forms.municipality import ChannelsForm, DetailsForm, LogoForm, RetentionForm, ThemeForm
from raakvlak.municipality.history import last_change
from raakvlak.municipality.models import SETTLING_ROLES, KeptKind, Logo, Municipality, RetentionRule, Role
from raakvlak.municipality.theme import DEFAULT_ACCENT, DEFAULT_ACCENT_IN_DARK, theme_css

FOREVER: Final = "public, max-age=31536000, immutable"
WHAT_ENDS: Final = {
    KeptKind.PARTY: gettext_lazy(
        "Geteld vanaf het laatste gesprek. Daarna gaan naam, contactgegevens en alles wat erbij hoort weg."
    ),
    KeptKind.ENCOUNTER: gettext_lazy(
        "Geteld vanaf de dag van het gesprek. Daarna gaan werknotitie en samenvatting weg."
    ),
    KeptKind.PROMISE: gettext_lazy("Geteld vanaf de dag dat de belofte is gemaakt of afgehandeld."),
    KeptKind.INSIGHT: gettext_lazy("Standpunten, belangen, behoeften, zorgen en hulpbronnen in een situatie."),
    KeptKind.CHECK_REPLY: gettext_lazy("Wat bewoners terugschrijven op Klopt dit?"),
    KeptKind.HANDOVER: gettext_lazy("Wat je erbij schreef, en wie het verteld is. Wat overging, blijft."),
    KeptKind.REQUEST: gettext_lazy("Geteld vanaf de dag waarop het antwoord nodig is, met de antwoorden erbij."),
    KeptKind.THRESHOLD: gettext_lazy("Geteld vanaf de dag dat de drempel is benoemd. Er staat niemand in."),
    KeptKind.CHOICE: gettext_lazy("Geteld vanaf de dag van de keuze, en nooit langer dan wat we leerden."),
    KeptKind.OPTION: gettext_lazy("Geteld vanaf de dag dat de optie is opgeschreven. De reacties erop gaan mee weg."),
    KeptKind.REACTION: gettext_lazy("Geteld vanaf de dag dat de reactie is opgeschreven of kwam."),
    KeptKind.BRIEFING: gettext_lazy("Geteld vanaf de dag dat de pagina is vastgelegd. Er staat geen bewoner in."),
    KeptKind.CONTRIBUTION: gettext_lazy("Geteld vanaf de dag dat de inbreng is opgeschreven, met de antwoorden erop."),
    KeptKind.TASK: gettext_lazy("Geteld vanaf de dag dat de klus klaar moest zijn."),
    KeptKind.MEANS: gettext_lazy("Geteld vanaf de laatste dag dat het middel er was. Reserveringen gaan dan mee weg."),
    KeptKind.RESERVATION: gettext_lazy("Geteld vanaf de laatste dag van de reservering."),
    KeptKind.PHOTO: gettext_lazy(
        "Geteld vanaf de dag dat de foto erbij kwam, en nooit langer dan het gesprek. "
        "Wie schrijft waarom, bewaart hem zo lang."
    ),
    KeptKind.APPOINTMENT: gettext_lazy("Geteld vanaf de dag van het gesprek. Wat je ervan noteert, blijft."),
}


@require_GET
@role_required(*SETTLING_ROLES)
def settings(request: MemberRequest) -> HttpResponse:
    """Show what can be settled, and what this member may."""
    context = {"is_administrator": request.member.role == Role.ADMINISTRATOR}
    return render(request, "municipality/settings.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def details(request: MemberRequest) -> HttpResponse:
    """Change the name and the code."""
    form = DetailsForm(request.POST or None, instance=_fresh(request))
    if form.is_valid():
        form.save()
        return _saved(request, "municipality:details")
    return render(request, "municipality/details.html", {"form": form, "change": _change(request)})


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def channels(request: MemberRequest) -> HttpResponse:
    """Turn ways of meeting on or off; what was noted in one that goes off keeps it."""
    form = ChannelsForm(request.POST or None, instance=_fresh(request))
    if form.is_valid():
        form.save()
        return _saved(request, "municipality:channels")
    return render(request, "municipality/channels.html", {"form": form, "change": _change(request)})


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def style(request: MemberRequest) -> HttpResponse:
    """Change the colours."""
    theme = request.member.municipality.theme
    initial = {
        "accent": theme.get("accent", DEFAULT_ACCENT),
        "has_own_dark": "accent_in_dark" in theme,
        "accent_in_dark": theme.get("accent_in_dark", DEFAULT_ACCENT_IN_DARK),
    }
    form = ThemeForm(request.POST or None, initial=initial)
    if form.is_valid():
        change_theme(_fresh(request), form.theme)
        return _saved(request, "municipality:style")
    return _style_page(request, form, LogoForm())


@require_POST
@role_required(Role.ADMINISTRATOR)
def reset_style(request: MemberRequest) -> HttpResponse:
    """Bring back the colours of Raakvlak."""
    change_theme(_fresh(request), {})
    return _saved(request, "municipality:style")


@require_POST
@role_required(Role.ADMINISTRATOR)
def set_logo(request: MemberRequest) -> HttpResponse:
    """Take a logo that was sent."""
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        change_logo(_fresh(request), form.cleaned_data["logo"])
        return _saved(request, "municipality:style")
    return _style_page(request, ThemeForm(initial={"accent": DEFAULT_ACCENT}), form)


@require_POST
@role_required(Role.ADMINISTRATOR)
def remove_logo(request: MemberRequest) -> HttpResponse:
    """Go on without a logo."""
    change_logo(_fresh(request), None)
    return _saved(request, "municipality:style")


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def retention(request: MemberRequest) -> HttpResponse:
    """Settle how long each kind of row is kept, and why."""
    municipality = request.member.municipality
    rules = [RetentionRule.objects.for_kind(municipality, kind) for kind in KeptKind]
    forms = [RetentionForm(request.POST or None, instance=rule, prefix=rule.kind) for rule in rules]
    if all([form.is_valid() for form in forms]):  # noqa: C419  (each form tells its own problems)
        change_retention([form.save(commit=False) for form in forms])
        return _saved(request, "municipality:retention")
    kinds = [(KeptKind(form.instance.kind), WHAT_ENDS[KeptKind(form.instance.kind)], form) for form in forms]
    context = {"kinds": kinds, "change": last_change(RetentionRule, municipality)}
    return render(request, "municipality/retention.html", context)


@require_GET
def theme(request: HttpRequest, municipality_id: int, digest: str) -> HttpResponse:
    """Give the stylesheet that this digest names; it holds colours only, and anyone may see them."""
    municipality = get_object_or_404(Municipality, pk=municipality_id)
    if municipality.theme_digest != digest:
        raise Http404
    return _for_ever(HttpResponse(theme_css(municipality.theme), content_type="text/css; charset=utf-8"))


@require_GET
def logo(request: HttpRequest, municipality_id: int, digest: str) -> HttpResponse:
    """Give the logo that this digest names, to residents too."""
    shown = get_object_or_404(Logo, municipality=municipality_id, municipality__logo_digest=digest)
    return _for_ever(HttpResponse(bytes(shown.content), content_type=shown.kind))


def _for_ever(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = FOREVER
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _style_page(request: MemberRequest, form: ThemeForm, logo_form: LogoForm) -> HttpResponse:
    context = {"form": form, "logo_form": logo_form, "change": _change(request)}
    return render(request, "municipality/style.html", context)


def _fresh(request: MemberRequest) -> Municipality:
    """Fetch the municipality anew: a form that is refused must not show in the frame."""
    return Municipality.objects.get(pk=request.member.municipality_id)


def _change(request: MemberRequest) -> object:
    return last_change(Municipality, request.member.municipality)


def _saved(request: MemberRequest, page: str) -> HttpResponse:
    messages.success(request, _("Opgeslagen."))
    return redirect(page)
