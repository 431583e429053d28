"""{% mail_refused person as refused %}: the newest mail that did not reach the address they have now, or None.

{% all_refused cohort as refused %}: the same of everybody with a place in it, as ids of the people: one query.
"""

from django import template

from reminders.models import Message

register = template.Library()


@register.simple_tag
def mail_refused(person):
    """Only for pages of those who may mend the address. Its `answer` is what the mail server said."""
    return Message.objects.to_failed_addresses().filter(person=person, address=person.email).newest_first().first()


@register.simple_tag
def all_refused(cohort):
    """Only for pages of those who may mend the addresses."""
    known = Message.objects.to_failed_addresses().filter(person__memberships__cohort=cohort)
    return {mail.person_id for mail in known.select_related("person") if mail.address == mail.person.email}
