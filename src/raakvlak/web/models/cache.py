from django.db import models


class CacheEntry(models.Model):
    """The table of Django's database cache, as a model so that it comes with the migrations."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "web_cache"

    def __str__(self) -> str:
        return self.cache_key
