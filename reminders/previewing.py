"""How the words of a rule will read: a real message of the kind, with nobody's own words and no working link in it."""

import re
from datetime import datetime

from django.utils.translation import gettext_lazy

from cohorts.models import Person
from reminders.ahead import would_be
from reminders.kinds import KINDS, read
from reminders.kinds.way import Way
from reminders.letter import Letter
from reminders.mail import compose
from reminders.models import Message, Occasion, Rule

TOKEN = re.compile(r"[0-9a-f]{64}")  # of a link that opens something for its reader alone
OWN = {"promises": gettext_lazy("[their own words]")}


def preview(rule: Rule, viewer: Person, now: datetime) -> tuple[str, str, str] | None:
    """Reader, subject and text of the next message that `rule` would bring, or of the last; None without any."""
    if example := way_of(rule.kind).example:
        message = Message(occasion=Occasion(kind=rule.kind, programme=rule.programme), person=viewer)
        return shown(message, example(rule, viewer, now), rule)
    for occasion in examples(rule):
        letters = read(would_be([occasion], now), now)
        fitting = [one for one in letters.items() if not one[1].roles or rule.role in one[1].roles]
        if fitting:
            return shown(*fitting[0], rule)
    return None


def way_of(kind: str) -> Way:
    return next(way for way in KINDS if way.kind == kind)


def examples(rule: Rule) -> list[Occasion]:
    """Occasions of the rule's kind, the soonest ahead first, then the last that went."""
    of_kind = Occasion.objects.filter(kind=rule.kind, programme=rule.programme_id).select_related("session__cohort")
    if rule.session_kind:
        of_kind = of_kind.filter(session__kind=rule.session_kind)
    return [*of_kind.ahead()[:3], *of_kind.exclude(expanded_at=None).order_by("-due_at")[:3]]


def shown(message: Message, letter: Letter, rule: Rule) -> tuple[str, str, str]:
    letter.rule, letter.said = rule, {}
    letter.own = {name: str(OWN.get(name, "…")) for name in letter.own}
    mail = compose(letter, message)
    return str(message.recipient), mail.subject, TOKEN.sub("…", mail.body)
