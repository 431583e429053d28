"""Whether a message should go, from what is known when it would. One function, so that pages and sender agree."""

from dataclasses import dataclass
from datetime import datetime

from reminders.models import Message

Why = Message.Why


@dataclass(frozen=True)
class Facts:
    """What is so about one message now. What does not apply to its kind keeps the value that lets it go."""

    now: datetime
    due_at: datetime
    worth_until: datetime
    paused: bool = False
    stands: bool = True  # the session has a day, and people know of it
    same_start: bool = True  # it starts when it did when the message fell due
    belongs: bool = True
    named: bool = True  # a rule still asks for it
    joined_at: datetime | None = None
    sorry: bool = False
    accepted: bool = False
    newer: bool = False
    told: bool = False  # the reader knows it already
    taken_back: bool = False
    done: bool = False  # nothing is left to do
    absent: bool = False  # the register says that they did not come
    opted_out: bool = False
    enough: bool = False  # had as many of these as anybody should in a week
    address_failed: bool = False


def why_not(facts: Facts) -> str:
    """The reason not to send; empty when it should go. PAUSED alone means later, while it is worth sending."""
    reasons = {
        Why.CANCELLED: not facts.stands,
        Why.MOVED: not facts.same_start,
        Why.WITHDREW: not facts.belongs,
        Why.RULE_OFF: not facts.named,
        Why.ACCEPTED: facts.accepted,
        Why.SAID_SORRY: facts.sorry,
        Why.NEWER: facts.newer,
        Why.TOLD: facts.told,
        Why.TAKEN_BACK: facts.taken_back,
        Why.DONE: facts.done,
        Why.NOT_THERE: facts.absent,
        Why.OPTED_OUT: facts.opted_out,
        Why.JOINED_AFTER: facts.joined_at is not None and facts.joined_at > facts.due_at,
        Why.ENOUGH: facts.enough,
        Why.PAUSED: facts.paused,
        Why.TOO_LATE: facts.now >= facts.worth_until,
        Why.ADDRESS_FAILED: facts.address_failed,
    }
    return next((why.value for why, holds in reasons.items() if holds), "")


def waits(why: str, facts: Facts) -> bool:
    """Whether the message may still go later."""
    return why == Why.PAUSED and facts.now < facts.worth_until
