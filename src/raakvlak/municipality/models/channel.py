"""How people meet: the channels that a municipality has on or off."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How people met."""

    STREET = "street", _("straat")
    KITCHEN_TABLE = "kitchen_table", _("keukentafel")
    MEETING = "meeting", _("bijeenkomst")
    PHONE = "phone", _("telefoon")
    EMAIL = "email", _("e-mail")
    DIGITAL = "digital", _("digitaal")
    IN_HOUSE = "in_house", _("in huis")
