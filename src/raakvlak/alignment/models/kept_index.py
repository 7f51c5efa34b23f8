"""The index of a municipality's possibilities as it was last made, so that a process need not make it anew."""

from django.db import models

from raakvlak.municipality.models import Municipality


class KeptIndex(models.Model):
    """What `draagvlak.matching.to_bytes` wrote; whoever reads it adds what changed since it was begun at `made_at`."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="kept_index")
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "kept indexes"

    def __str__(self) -> str:
        return str(self.made_at)
