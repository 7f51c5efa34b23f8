"""Icons, written as text: a page shows a hundred of them, and a template for each would take a fifth of its time.

Every template knows these tags: settings name this module among the builtins.
"""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite, beside the words that say the same.

    >>> icon("house").startswith('<svg class="icon" aria-hidden="true"')
    True
    """
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/lucide/icons.svg"),
        name,
    )


@register.simple_tag
@cache
def round_icon(name: str) -> SafeString:
    """Draw an icon in a circle, before a row of a list."""
    return format_html('<span class="round">{}</span>', icon(name))
