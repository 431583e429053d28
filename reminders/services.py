"""What happens here, as verbs."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cohorts.models import Person, Programme
from cohorts.services.details import change_person
from cohorts.trail import record
from reminders import planning, ticking
from reminders.circles import Circle
from reminders.exceptions import AlreadySettled, Gone, TooLate
from reminders.models import Broadcast, Message, OptOut, Rule
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
    """One more rule of a kind. Raises IntegrityError where such a rule exists."""
    planning.ensure_default_rules([programme.pk])
    rule = Rule.objects.create(programme=programme, **fields)
    record(by, "added", rule, at=now, fields=fields)
    replan(programme, now)
    return rule


@transaction.atomic
def edit_rule(*, rule: Rule, fields: dict, by: Person, now: datetime) -> Rule:
    """Change when a rule falls due or what it says. Raises IntegrityError where such a rule exists.

    What has gone because of it stays gone: nobody is reminded anew because an hour was changed.
    """
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    changed = [name for name, value in fields.items() if getattr(rule, name) != value]
    if changed:
        for name in changed:
            setattr(rule, name, fields[name])
        rule.save()
        record(by, "changed", rule, at=now, fields=changed)
        replan(rule.programme, now)
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
    """Bring everything that follows from the programme's rules up to date at once."""
    planning.plan_sessions(planning.sessions_ahead(now).filter(cohort__programme=programme), now)
    planning.plan_others(now, now)


@transaction.atomic
def write(
    *,
    programme: Programme,
    circle: Circle,
    people: Iterable[Person],
    subject: str,
    words: str,
    key: UUID,
    by: Person,
    now: datetime,
) -> Broadcast:
    """Write to `people` at once, in ten minutes. The same `key` is a button pressed twice: the first one is given."""
    held = {"at": now, "goes_at": now + Broadcast.HELD}
    fields = {"programme": programme, "cohort": circle.cohort, "to": circle.label[:160], "by": by, **held}
    made, is_new = Broadcast.objects.get_or_create(key=key, defaults={"subject": subject, "words": words, **fields})
    if is_new:
        made.people.set(people)
        record(by, "wrote", made, at=now, fields=["people"])
    return made


@transaction.atomic
def take_back(*, broadcast: Broadcast, by: Person, now: datetime) -> Broadcast:
    """Keep what was written from going. Raises Gone where it is on its way; twice changes nothing."""
    broadcast = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if broadcast.taken_back_at is None:
        if not broadcast.can_be_taken_back(now):
            raise Gone(broadcast)
        broadcast.taken_back_at = now
        broadcast.save(update_fields=["taken_back_at"])
        record(by, "took back", broadcast, at=now, fields=["taken_back_at"])
    return broadcast


@transaction.atomic
def choose_mails(
    *, person: Person, wanted: Mapping[str, bool], own_words: bool | None, by: Person, now: datetime
) -> None:
    """Keep which of the optional kinds somebody wants, and whether their own words come by mail (None: as before)."""
    for kind, wants in wanted.items():
        opt(person=person, kind=kind, out=not wants, by=by, now=now)
    if own_words is not None:
        change_person(person=person, values={"own_words_by_mail": own_words}, by=by, now=now)


@transaction.atomic
def opt(*, person: Person, kind: str, out: bool, by: Person, now: datetime) -> None:
    """Do without the mails of one kind, or get them again. The same twice changes nothing."""
    known = OptOut.objects.filter(person=person, kind=kind)
    if known.exists() == out:
        return
    if out:
        OptOut.objects.bulk_create([OptOut(person=person, kind=kind, at=now)], ignore_conflicts=True)
    else:
        known.delete()
    record(by, "did without" if out else "wanted again", person, at=now, fields=[kind])


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
def try_address_again(*, message: Message, by: Person, now: datetime) -> int:
    """`message` again, and whatever else failed for its address and is still worth sending; how many.

    Raises as `try_again` does; what is too late is dealt with.
    """
    try_again(message=message, by=by, now=now)
    others = Message.objects.to_failed_addresses().filter(address=message.address).exclude(pk=message.pk)
    late = list(others.filter(occasion__worth_until__lte=now))
    for other in late:
        dismiss(message=other, by=by, now=now)
    again = list(others.filter(occasion__worth_until__gt=now))
    for other in again:
        try_again(message=other, by=by, now=now)
    return 1 + len(again)


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
