from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def working(self) -> Self:
        """Keep the links that still open something."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def revoke(self) -> int:
        """Let these links end now."""
        return self.update(revoked_at=timezone.now())


class PersonalLink(models.Model):
    """A link that opens one page for who holds it; only the hash of its token is kept."""

    token_hash = models.CharField(_("hash van de sleutel"), max_length=64, unique=True, editable=False)
    purpose = models.CharField(_("doel"), max_length=40)
    subject_id = models.PositiveBigIntegerField(_("onderwerp"))
    made_at = models.DateTimeField(_("gemaakt"), default=timezone.now)
    expires_at = models.DateTimeField(_("verloopt"))
    revoked_at = models.DateTimeField(_("ingetrokken"), null=True, blank=True)
    # A day and not a moment: when a resident opened her page is no business of ours.
    last_used_on = models.DateField(_("laatst gebruikt"), null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("persoonlijke link")
        verbose_name_plural = _("persoonlijke links")
        indexes = [
            models.Index(fields=["purpose", "subject_id"], name="link_purpose_subject"),
            models.Index(fields=["expires_at"], name="link_expires"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_id}"

    def mark_used(self) -> None:
        """Remember the day on which the link was last opened."""
        today = timezone.localdate()
        if self.last_used_on != today:
            self.last_used_on = today
            self.save(update_fields=["last_used_on"])
