"""The account of work with which a user logs in: who issues it, and who she is there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models.user import User


class WorkAccountQuerySet(models.QuerySet["WorkAccount"]):
    """Accounts of work."""

    def of(self, user: User) -> "WorkAccountQuerySet":
        """Keep those of one user."""
        return self.filter(user=user)


class WorkAccount(models.Model):
    """What ties a user to her account at the provider; of all that the provider tells, this alone is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="work_accounts")
    issuer = models.CharField(_("uitgever van het werkaccount"), max_length=255)
    subject = models.CharField(_("nummer van het werkaccount"), max_length=255)
    linked_at = models.DateTimeField(auto_now_add=True)

    objects = WorkAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_user_per_work_account"),
            models.UniqueConstraint(fields=["user", "issuer"], name="one_work_account_per_user"),
        ]

    def __str__(self) -> str:
        return self.issuer
