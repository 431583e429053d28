"""Tags of the house, built in to every template.

{% icon "lock" %}                        a decorative icon of the sprite
{% audience entry %}                     who can read it: icon and words, from the table of audiences
{% audience_icon "me" %}                 the icon of one audience
{% tag "done" "Confirmed" %}             a state: done, todo, half, late, na, each with its shape
{{ date|day }} {{ date|long_day }}       Wed 3 March, Wednesday 3 March 2027
{{ session_day|hours }}                  10:00 to 16:30
{% once %} … {% endonce %}               what is the same for everyone: rendered once, without any variable
{% include "_components/form.html" with form=form button="Save …" %}, form_page.html, errors.html, empty.html, back.html
"""

from functools import cache

from django import template
from django.template.base import VariableNode
from django.template.defaulttags import IfNode
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cohorts.audience import Audience, label

register = template.Library()

SYMBOLS = {Audience.ONLY_ME: "lock", Audience.SET: "people", Audience.FACILITATORS: "desk", Audience.COHORT: "book"}
TAGS = {"done": "check", "todo": "ring", "half": "half", "late": "warn", "na": "stop"}


class Once(template.Node):
    """Kept per language for as long as the process lives. It sees no variable, so nobody's words can stay in it."""

    def __init__(self, inside):
        self.inside, self.kept = inside, {}

    def render(self, context):
        language = get_language()
        if language not in self.kept:
            self.kept[language] = self.inside.render(template.Context())
        return self.kept[language]


@register.tag
def once(parser, token):
    inside = parser.parse(["endonce"])
    parser.delete_first_token()
    if inside.get_nodes_by_type((VariableNode, IfNode)):
        raise template.TemplateSyntaxError("Inside {% once %} stands only what is the same for everyone.")
    return Once(inside)


@register.simple_tag
@cache
def icon(name):
    return format_html(
        '<svg class="hb-i" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def audience_icon(value):
    return icon(SYMBOLS[Audience(value)])


@register.inclusion_tag("_components/audience.html")
def audience(shared):
    """The label of `shared`: of a row with an audience, or of one Audience."""
    value = Audience(getattr(shared, "audience", shared))
    return {"symbol": SYMBOLS[value], "who": label(value, getattr(shared, "learning_set", None))}


@register.inclusion_tag("_components/tag.html")
def tag(look, word):
    return {"look": "todo" if look == "half" else look, "symbol": TAGS[look], "word": word}


@register.filter(expects_localtime=True)
def day(value):
    """Wed 3 March"""
    return date_format(value, "D j F") if value else ""


@register.filter(expects_localtime=True)
def long_day(value):
    """Wednesday 3 March 2027"""
    return date_format(value, "l j F Y") if value else ""


@register.filter
def hours(session_day):
    """10:00 to 16:30"""
    return _("%(from)s to %(to)s") % {
        "from": date_format(session_day.opens, "H:i"),
        "to": date_format(session_day.closes, "H:i"),
    }
