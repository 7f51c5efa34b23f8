import pytest
from django.core.cache import cache

from raakvlak.web.models import CacheEntry


@pytest.mark.django_db
def test_the_cache_has_its_table() -> None:
    cache.set("sleutel", {"een": 1}, timeout=60)
    assert cache.get("sleutel") == {"een": 1}
    assert "sleutel" in str(CacheEntry.objects.get())
