"""{% load sign_in %}

{% what_is_closed %}              what this sign-in keeps closed, how to open it, and that one is to be forgotten
{% in_person person %}            what the viewer, who has met `person`, can confirm for them
{{ session.user_agent|device }}   Firefox on Windows
"""

from django import template
from django.utils.translation import gettext as _

from cohorts.models import ForgetRequest
from programme.sign_in import has_key, is_themselves

register = template.Library()

# The first that is named wins: every browser claims to be several.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrom": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@register.inclusion_tag("account/_what_is_closed.html", takes_context=True)
def what_is_closed(context):
    request = context["request"]
    person = request.user
    closed = person.is_authenticated and (person.address_locked or not is_themselves(request))
    asked = ForgetRequest.objects.filter(person=person).first() if person.is_authenticated else None
    return {"user": person, "closed": closed, "has_key": closed and has_key(person), "to_be_forgotten": asked}


@register.inclusion_tag("account/_in_person.html", takes_context=True)
def in_person(context, person):
    waits = person.address_locked or (person.shared_mailbox and not has_key(person))
    vouches = waits and type(person).objects.met_by(context["request"].viewer).filter(pk=person.pk).exists()
    return {"person": person, "vouches": vouches}


@register.filter
def device(user_agent):
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), _("A browser"))
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else browser
