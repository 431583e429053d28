import uuid

from reminders import optional
from reminders.models import Broadcast, Message, Occasion, Rule
from tests import factories as make
from tests.doors.door import Door

OFFICE = ("coordinator", "administrator")
KEEPERS = ("facilitator", "other_facilitator", "coordinator", "other_coordinator", "administrator")


def failed(cast):
    """A failed reminder of the workshop to the participant."""
    occasion, _ = Occasion.objects.get_or_create(
        kind=Occasion.Kind.BEFORE_SESSION,
        subject=cast.workshop.pk,
        session=cast.workshop,
        programme=cast.programme,
        moment="7d09",
        defaults={"due_at": make.NOW, "worth_until": make.NOW + make.timedelta(days=2), "expanded_at": make.NOW},
    )
    message, _ = Message.objects.update_or_create(
        occasion=occasion,
        person=cast.participant,
        defaults={"state": "failed", "dismissed_at": None, "created_at": make.NOW, "next_attempt_at": make.NOW},
    )
    return [message.pk]


def rule(cast):
    fields = {"programme": cast.programme, "days": 3, "hour": 9, "role": "participant", "session_kind": ""}
    return [Rule.objects.get_or_create(**fields)[0].pk]


def broadcast(cast):
    """What the office wrote to the participant."""
    held = {"at": make.NOW, "goes_at": make.NOW + Broadcast.HELD, "by": cast.coordinator, "to": "Spring 2027"}
    words = {"subject": "Parking", "words": "The car park is shut.", "key": uuid.UUID(int=1)}
    made, _ = Broadcast.objects.get_or_create(programme=cast.programme, cohort=cast.cohort, **words, defaults=held)
    made.people.set([cast.participant])
    return [made.pk]


def stop(cast):
    return [cast.participant.pk, "nudge", optional.token(cast.participant, "nudge")]


def own_programme(cast):
    return [cast.programme.pk]


ADMINISTRATOR = {"administrator": 403}
COORDINATORS = {"coordinator": 403, "other_coordinator": 403}
READ_ONLY = {"facilitator": 403, "administrator": 403}
LEADERS = dict.fromkeys(("facilitator", "adviser", "other_adviser", "coach", "other_coach", "administrator"), 403)
MEMBERS = dict.fromkeys(("participant", "set_mate", "other_set"), 403)
DOORS = [
    Door("reminders:waited", ("coordinator",), lambda cast: [cast.cohort.pk]),
    Door("reminders:take_bounce", public=True, method="POST", status=404),
    Door("reminders:ledger", KEEPERS),
    Door("reminders:export_messages", ("coordinator", "other_coordinator", "administrator")),
    Door("reminders:ahead", KEEPERS),
    Door("reminders:mine", "everybody"),
    Door("reminders:my_mails", "everybody"),
    Door("reminders:end_links", "everybody", method="POST", status=302),
    Door("reminders:stop", args=stop, public=True),
    Door("reminders:try_again", ("coordinator",), failed, method="POST", status=302, exceptions=READ_ONLY),
    Door("reminders:dismiss", ("coordinator",), failed, method="POST", status=302, exceptions=READ_ONLY),
    Door("reminders:writing", KEEPERS),
    Door("reminders:write", ("coordinator",), lambda cast: [cast.programme.pk], exceptions={"administrator": 403}),
    Door("reminders:written", OFFICE, broadcast),
    Door(
        "reminders:take_back",
        ("coordinator",),
        broadcast,
        method="POST",
        status=302,
        exceptions={"administrator": 403},
    ),
    Door("reminders:watch", ("coordinator", "other_coordinator", "administrator")),
    Door("reminders:pause", ("coordinator",), own_programme, method="POST", status=302, exceptions=ADMINISTRATOR),
    Door("reminders:resume", ("coordinator",), own_programme, method="POST", status=302, exceptions=ADMINISTRATOR),
    Door("reminders:pause_all", ("administrator",), method="POST", status=302, exceptions=COORDINATORS),
    Door("reminders:resume_all", ("administrator",), method="POST", status=302, exceptions=COORDINATORS),
    Door("reminders:rules", KEEPERS),
    Door("reminders:rule_add", OFFICE, lambda cast: [cast.programme.pk, "before_session"]),
    Door("reminders:rule_edit", OFFICE, rule),
    Door("reminders:rule_switch", OFFICE, rule, method="POST", status=302),
    Door("demo_mail", public=True, status=404),
]
