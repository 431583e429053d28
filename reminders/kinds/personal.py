"""What holds for messages that a person can do without, or that are about one place of theirs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from reminders.letter import Still
from reminders.models import Kind, Message, OptOut
from reminders.optional import FOR_PARTICIPANTS

A_WEEK, ENOUGH = timedelta(days=7), 2
SPACED = [*FOR_PARTICIPANTS, Kind.REPLY]  # counted together: at most two a week


@dataclass(frozen=True)
class People:
    """What is known of some readers, by one query each."""

    opted_out: set[tuple[int, str]]
    had: Counter
    failed: set[str]

    def facts(self, message: Message) -> dict[str, bool]:
        """Of one message: whether its reader does without, or has had enough this week, or cannot be reached."""
        kind, person = message.occasion.kind, message.person_id
        return {
            "opted_out": (person, kind) in self.opted_out,
            "enough": kind in SPACED and self.had[person] >= ENOUGH,
            "address_failed": message.person.email in self.failed,
        }


def gather(messages: Iterable[Message], now: datetime) -> People:
    messages = list(messages)
    people = {message.person_id for message in messages}
    sent = Message.objects.filter(person__in=people, created_at__gt=now - A_WEEK, state=Message.State.SENT)
    failed = Message.objects.to_failed_addresses().filter(address__in={one.person.email for one in messages})
    return People(
        opted_out=set(OptOut.objects.filter(person__in=people).values_list("person", "kind")),
        had=Counter(sent.filter(occasion__kind__in=SPACED).values_list("person", flat=True)),
        failed=set(failed.values_list("address", flat=True)),
    )


MINE = """EXISTS (SELECT 1 FROM cohorts_membership m JOIN cohorts_person h ON h.id = m.person_id
    JOIN cohorts_cohort c ON c.id = m.cohort_id JOIN cohorts_programme p ON p.id = c.programme_id
    WHERE m.id = %s AND m.left_at IS NULL AND h.email = %s AND h.is_active AND p.paused_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM reminders_optout o WHERE o.person_id = h.id AND o.kind = %s))"""


def still_mine(place: int, email: str, kind: str) -> Still:
    """The place is still held, its holder has the same address and wants such mails, and nothing is paused."""
    return Still(MINE, (place, email, kind))
