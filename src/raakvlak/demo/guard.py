"""Demo mode opens doors with one click; so it lives on invented data only, on this machine only."""

from ipaddress import ip_address

from django.conf import settings
from django.core.management.base import CommandError
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.translation import gettext as _

from raakvlak.municipality.models import Municipality, User

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")
OWN_NAMES = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def holds_real_data() -> bool:
    """Tell whether the database holds a municipality or a user that was not invented."""
    return Municipality.objects.filter(is_invented=False).exists() or User.objects.filter(is_invented=False).exists()


def refuse_real_data() -> None:
    """Stop when demo mode meets a database that holds anything else."""
    if holds_real_data():
        raise CommandError(
            _(
                "Deze database bevat gegevens die niet verzonnen zijn. De oefenstand start daar niet op. Kies een andere"
                " map met RAAKVLAK_DATA of een andere database met DATABASE_URL, of zet RAAKVLAK_DEMO=0."
            )
        )


def comes_from_this_machine(request: HttpRequest) -> bool:
    """Tell whether a browser on this machine asks, straight and not through a proxy."""
    if any(header in request.META for header in FORWARDED):
        return False
    try:
        is_near = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return is_near and split_domain_port(request.get_host())[0] in OWN_NAMES


def is_open(request: HttpRequest) -> bool:
    """Tell whether the one-click log-in may be offered: demo mode, this machine, invented data."""
    return bool(settings.DEMO) and comes_from_this_machine(request) and not holds_real_data()
