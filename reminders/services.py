"""What happens here, as verbs."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from cohorts.models import Person, Programme
from cohorts.trail import record
from reminders import planning, ticking
from reminders.exceptions import AlreadySettled, TooLate
from reminders.models import Message, Rule
from reminders.sending import never


def tick(now: datetime, *, who: str = "", stop: Callable[[], bool] = never) -> int:
    """Do whatever is due at `now` (the database's clock): safe to repeat and to run twice at once.

    How many messages were taken in hand. `who` ticks is noted; once `stop` says yes, no further message is begun.
    """
    return ticking.run(now, who=who, stop=stop)


@transaction.atomic
def ensure_default_rules(*, programme: Programme) -> None:
    """Give a programme without rules the usual ones."""
    planning.ensure_default_rules([programme.pk])


@transaction.atomic
def add_rule(*, programme: Programme, fields: dict, by: Person, now: datetime) -> Rule:
    """Remind at one more moment. Raises IntegrityError where such a rule exists."""
    planning.ensure_default_rules([programme.pk])
    rule = Rule.objects.create(programme=programme, **fields)
    record(by, "added", rule, at=now, fields=fields)
    replan(programme, now)
    return rule


@transaction.atomic
def switch_rule(*, rule: Rule, on: bool, by: Person, now: datetime) -> Rule:
    """Turn a rule on or off; switching twice the same way changes nothing."""
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if rule.is_on != on:
        rule.is_on = on
        rule.save(update_fields=["is_on"])
        record(by, "switched on" if on else "switched off", rule, at=now, fields=["is_on"])
        replan(rule.programme, now)
    return rule


def replan(programme: Programme, now: datetime) -> None:
    planning.plan_sessions(planning.sessions_ahead(now).filter(cohort__programme=programme), now)


@transaction.atomic
def try_again(*, message: Message, by: Person, now: datetime) -> Message:
    """Send a failed or doubtful message once more, under its own Message-ID, to the person's address of now.

    Raises AlreadySettled where it neither failed nor is in doubt, TooLate where it is no longer worth sending.
    """
    message = unsettled(message)
    if message.occasion.worth_until <= now:
        raise TooLate(message)
    message.in_doubt = message.state == Message.State.DOUBTFUL
    message.state, message.why, message.done_at, message.attempts = Message.State.DUE, "", None, 0
    message.next_attempt_at, message.claimed_by, message.claimed_until = now, "", None
    message.save()
    record(by, "tried again", message, at=now)
    return message


@transaction.atomic
def dismiss(*, message: Message, by: Person, now: datetime) -> Message:
    """Take a failed or doubtful message off the list of what needs somebody. Raises AlreadySettled."""
    message = unsettled(message)
    message.dismissed_at = now
    message.save(update_fields=["dismissed_at"])
    record(by, "dismissed", message, at=now, fields=["dismissed_at"])
    return message


def unsettled(message: Message) -> Message:
    locked = Message.objects.select_for_update(of=("self",)).select_related("occasion").get(pk=message.pk)
    if locked.dismissed_at or locked.state not in (Message.State.FAILED, Message.State.DOUBTFUL):
        raise AlreadySettled(locked)
    return locked
