"""{% who_was_told session as told %}: people and speakers who were sent its dates, by name."""

from django import template

from cohorts.models import Person
from reminders.kinds.told import Told, is_speaker
from workshops.models import Speaker

register = template.Library()


@register.simple_tag
def who_was_told(session):
    """Only for pages of those who run the session: they may see the names."""
    told = Told([session.pk]).people[session.pk]
    people = Person.objects.filter(pk__in=[who for who in told if not is_speaker(who)], is_active=True)
    speakers = Speaker.objects.filter(pk__in=[-who for who in told if is_speaker(who)])
    return sorted([*people, *speakers], key=lambda one: one.sort_key)
