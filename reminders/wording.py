"""A programme's own words: which placeholders they may hold, and what stands in their place.

Only the names below are looked at, each with a template of its own: nothing that is written into a form is ever run.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.utils.translation import gettext as _

from reminders.letter import Letter, mark
from reminders.models import ABOUT_A_SESSION, Message, Rule

PLACEHOLDER = re.compile(r"\{\s*(\w*)\s*\}")
FIRST_NAME = "first_name"
ALWAYS = [FIRST_NAME, "programme", "office", "telephone"]
OF_A_SESSION = ["session", "cohort", "date", "time", "venue"]


def placeholders(kind: str) -> list[str]:
    """The names that the words of a rule of this kind may hold in braces."""
    return [*ALWAYS, *(OF_A_SESSION if kind in ABOUT_A_SESSION else [])]


def check(text: str, kind: str) -> None:
    """Raise ValidationError, naming them, for placeholders that do not exist for this kind."""
    known = placeholders(kind)
    wrong = sorted({name for name in PLACEHOLDER.findall(text) if name not in known})
    if wrong:
        names = {"wrong": braced(wrong), "known": braced(known)}
        raise ValidationError(_("There is no %(wrong)s here. You can write %(known)s.") % names, code="placeholder")


def braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def fill(text: str, context: dict[str, Any]) -> str:
    """`text` with its placeholders filled in; the reader's first name stays a mark, for others share the text."""
    return PLACEHOLDER.sub(lambda found: value(found[1], context), text)


def value(name: str, context: dict[str, Any]) -> str:
    if name == FIRST_NAME:
        return mark(FIRST_NAME)
    return get_template(f"reminders/placeholders/{name}.txt").render(context)


def attach(letters: dict[Message, Letter]) -> None:
    """Give each letter the rule whose own words it bears, if its programme has any: one query for all of them."""
    programmes = {letter.programme.pk for letter in letters.values() if letter.programme}
    kinds = {message.occasion.kind for message in letters}
    rules = list(Rule.objects.on().worded().filter(programme__in=programmes, kind__in=kinds).order_by("pk"))
    for message, letter in letters.items() if rules else ():
        letter.rule = next((rule for rule in rules if speaks_in(rule, message, letter)), None)


def speaks_in(rule: Rule, message: Message, letter: Letter) -> bool:
    """Whether `rule` is one because of which this message is sent to this reader."""
    occasion = message.occasion
    return (
        (rule.programme_id, rule.kind) == (occasion.programme_id, occasion.kind)
        and (not occasion.session or rule.session_kind in ("", occasion.session.kind))
        and (not occasion.session or rule.moment == occasion.moment)
        and (not letter.roles or rule.role in letter.roles)
    )
