"""The rules of a programme."""

from datetime import datetime

from django.db import transaction

from cohorts.models import Person, Programme
from cohorts.trail import record
from reminders import planning
from reminders.models import Rule


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
