"""{% mail_of_note note as message %}: the mail that takes a progress note along, or None before there is one."""

from django import template

from reminders.models import Kind, Message

register = template.Library()


@register.simple_tag
def mail_of_note(note):
    """Only for its author's page: what became of it."""
    of_note = {"occasion__kind": Kind.PROGRESS_NOTE, "occasion__subject": note.pk}
    return Message.objects.filter(**of_note).select_related("occasion").first()
