"""My own phones: which keep something of me, and taking one off that is lost."""

import uuid
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from raakvlak.desk.models import Device
from raakvlak.municipality.departures import when_out
from raakvlak.municipality.models import Member

# What a browser calls itself, in the order in which that tells most; a whole user agent is kept nowhere.
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac", "Mac"),
)
BROWSERS: Final = (("Edg", "Edge"), ("SamsungBrowser", "Samsung"), ("Firefox", "Firefox"), ("Chrome", "Chrome"))


def seen(member: Member, key: uuid.UUID, agent: str) -> bool:
    """Write down that a phone was heard of today; tell whether it may keep what it has."""
    if Device.objects.is_revoked(key):
        return False
    today = timezone.localdate()
    known, is_new = Device.objects.get_or_create(member=member, uuid=key, defaults={"name": named(agent)})
    if not is_new and known.last_on != today:
        known.last_on = today
        known.save(update_fields=["last_on"])
    return True


def named(agent: str) -> str:
    """Name a phone by its system and browser.

    >>> named("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36")
    'Android, Chrome'
    """
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    browser = next((name for mark, name in BROWSERS if mark in agent), "Safari" if "Safari" in agent else "")
    return ", ".join(filter(None, [system, browser])) or _("onbekend apparaat")


@transaction.atomic
def revoke(device: Device) -> None:
    """Let a phone erase all that it keeps, whoever's it is, at the first contact; every log-in elsewhere ends."""
    Device.objects.filter(uuid=device.uuid, revoked_on=None).update(revoked_on=timezone.localdate())
    device.member.user.end_sessions()


@when_out
def revoke_of_who_left(member: Member) -> None:
    """Let the phones of who left, or no longer notes, erase what they keep."""
    if not (member.is_active and member.sees_notes):
        Device.objects.of(member).in_use().update(revoked_on=timezone.localdate())
