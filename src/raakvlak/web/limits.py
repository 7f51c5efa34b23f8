"""Limits on how often one address may try something."""

import hashlib
import time
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

_PREFIX: Final = "limit"


def may_try(request: HttpRequest, name: str, *, attempts: int, seconds: int) -> bool:
    """Count one attempt from this address and tell whether it is still within the limit."""
    address = hashlib.sha256(client_address(request).encode()).hexdigest()
    key = f"{_PREFIX}:{name}:{address}:{int(now()) // seconds}"
    tried: int = cache.get(key, 0)
    cache.set(key, tried + 1, timeout=seconds)
    return tried < attempts


def now() -> float:
    """Tell the time; tests let it stand still, so that no attempt falls in the next stretch."""
    return time.time()


def client_address(request: HttpRequest) -> str:
    """Give the address of the visitor, through the proxies that we run ourselves and no further."""
    own_proxies: int = getattr(settings, "RAAKVLAK_PROXIES", 0)
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if own_proxies and len(hops) >= own_proxies:
        return hops[-own_proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
