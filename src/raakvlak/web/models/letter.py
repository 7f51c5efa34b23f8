from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.web.fields import EncryptedTextField


class Letter(models.Model):
    """A mail on its way out; it is deleted as soon as it is delivered."""

    recipient = EncryptedTextField(_("aan"))
    subject = EncryptedTextField(_("onderwerp"))
    body = EncryptedTextField(_("tekst"))
    made_at = models.DateTimeField(_("gemaakt"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("uitgaande mail")
        verbose_name_plural = _("uitgaande mails")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"

    @property
    def message_id(self) -> str:
        """Give the name under which it goes, however often."""
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        return f"<letter-{self.pk}.{self.made_at:%Y%m%d%H%M%S%f}@{domain}>"
