"""What happens to a party that apps must hear of which keep words of their own, where nobody else can read them."""

from typing import Final

from django.dispatch import Signal

#: Sent with `municipality` and `names` (a list of strings, each a whole name) while somebody is erased; done twice it
#: must do no harm. A receiver lets nothing stand in which all words of one of these names occur.
name_erased: Final = Signal()
