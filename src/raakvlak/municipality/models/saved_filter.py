"""A filter that a member keeps, to open a list with again: hers, and nobody else sees it."""

from typing import ClassVar, Final, Self

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models.member import Member
from raakvlak.web.fields import SortNameField
from raakvlak.web.text import sort_name

LONGEST_FILTER_NAME: Final = 60
MOST_FILTERS: Final = 20  # of one member, on one list


class ListName(models.TextChoices):
    """The lists that one can filter; the value stands in addresses."""

    PARTIES = "mensen", _("Mensen")
    ENCOUNTERS = "gesprekken", _("Gesprekken")
    SITUATIONS = "situaties", _("Situaties")
    PROMISES = "beloften", _("Beloften")
    SEARCH = "zoeken", _("Zoeken")
    REQUESTS = "vragen", _("Vragen in huis")
    POSSIBILITIES = "mogelijkheden", _("Mogelijkheden")
    THRESHOLDS = "drempels", _("Drempels")
    MEANS = "middelen", _("Middelen")


# The floors above have these lists.
ADDRESSES: Final = {
    ListName.PARTIES: "desk:parties",
    ListName.ENCOUNTERS: "desk:encounters",
    ListName.SITUATIONS: "situations:list",
    ListName.PROMISES: "desk:promises",
    ListName.SEARCH: "desk:search",
    ListName.REQUESTS: "alignment:home",
    ListName.POSSIBILITIES: "alignment:possibilities",
    ListName.THRESHOLDS: "alignment:thresholds",
    ListName.MEANS: "support:list",
}


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """Filters that members saved."""

    def of(self, member: Member) -> Self:
        """Keep this member's own; there is no other way to ask."""
        return self.filter(member=member)

    def on(self, list_name: str) -> Self:
        """Keep those of one list."""
        return self.filter(list_name=list_name)

    def by_name(self) -> Self:
        """Order by name, whatever the accents and capitals."""
        return self.order_by("sort_name", "pk")


class SavedFilter(models.Model):
    """What a member asked of a list, under a name of her own. It may hold names that she looked for."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="saved_filters", db_index=False)
    list_name = models.CharField(_("lijst"), max_length=20, choices=ListName)
    name = models.CharField(_("naam"), max_length=LONGEST_FILTER_NAME)
    sort_name = SortNameField()
    asked = models.JSONField(default=dict)
    is_default = models.BooleanField(_("de lijst opent hiermee"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["member", "list_name", "sort_name"], name="one_filter_per_name"),
            models.UniqueConstraint(
                fields=["member", "list_name"], condition=Q(is_default=True), name="a_list_opens_with_one_filter"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def can_open(self) -> bool:
        """Tell whether its list can open with it; who searches begins with nothing."""
        return self.list_name != ListName.SEARCH

    @property
    def url(self) -> str:
        """Return where the list stands with this filter; a link like any other."""
        return address_of(self.list_name, self.asked)

    @transaction.atomic
    def keep(self, *, is_default: bool) -> None:
        """Store it; a list opens with one filter, so another one no longer is the one."""
        if is_default:
            others = SavedFilter.objects.of(self.member).on(self.list_name).exclude(pk=self.pk)
            others.filter(is_default=True).update(is_default=False)
        self.is_default, self.sort_name = is_default, sort_name(self.name)
        self.save()


def address_of(list_name: str, asked: dict[str, str]) -> str:
    """Return the address of a list in which this is asked."""
    url = reverse(ADDRESSES[ListName(list_name)])
    return f"{url}?{urlencode(asked)}" if asked else url
