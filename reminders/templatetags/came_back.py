"""{% mail_refused person as refused %}: the newest mail that did not reach the address they have now, or None."""

from django import template

from reminders.models import Message

register = template.Library()


@register.simple_tag
def mail_refused(person):
    """Only for pages of those who may mend the address. Its `answer` is what the mail server said."""
    return Message.objects.to_failed_addresses().filter(person=person, address=person.email).newest_first().first()
