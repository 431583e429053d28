"""An invitation, as soon as somebody is invited, and again with every round."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from cohorts.models import Invitation
from cohorts.services.invitations import token_of
from reminders.kinds.way import Way
from reminders.letter import Letter, Still
from reminders.models import Kind, Message, Occasion
from reminders.verdict import Facts


def sent(since: datetime):
    """Invitations sent after `since` and not accepted yet."""
    return Invitation.objects.filter(sent_at__gt=since, accepted_at=None).order_by("sent_at")


def plan(since: datetime, now: datetime) -> None:
    """An occasion for every invitation sent after `since` and not accepted yet."""
    fresh = sent(since).select_related("membership__cohort")
    Occasion.objects.bulk_create([occasion(invitation) for invitation in fresh], ignore_conflicts=True)


def occasion(invitation: Invitation) -> Occasion:
    return Occasion(
        kind=Kind.INVITATION,
        subject=invitation.pk,
        round=invitation.round,
        programme_id=invitation.membership.cohort.programme_id,
        due_at=invitation.sent_at,
        worth_until=invitation.sent_at + Invitation.LASTS,
    )


def invited(occasions: list[Occasion]) -> Iterable[tuple[int, int, str]]:
    open_ = Invitation.objects.filter(accepted_at=None, membership__left_at=None)
    open_ = open_.filter(pk__in=[occasion.subject for occasion in occasions])
    return open_.values_list("pk", "membership__person", "membership__person__email")


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    subjects = [message.occasion.subject for message in messages]
    invitations = Invitation.objects.select_related("membership__person", "membership__cohort__programme", "by")
    of = invitations.in_bulk(subjects)
    return {message: letter(message, of[message.occasion.subject], now) for message in messages}


def letter(message: Message, invitation: Invitation, now: datetime) -> Letter:
    place, occasion = invitation.membership, message.occasion
    programme = place.cohort.programme
    return Letter(
        person=place.person,
        address=place.person.email,
        programme=programme,
        template="invitation",
        facts=Facts(
            now=now,
            due_at=occasion.due_at,
            worth_until=occasion.worth_until,
            paused=programme.paused_at is not None,
            belongs=place.left_at is None,
            accepted=invitation.accepted_at is not None,
            newer=invitation.round != occasion.round,
        ),
        context={
            "invitation": invitation,
            "place": place,
            "cohort": place.cohort,
            "last_day": occasion.worth_until.astimezone(place.cohort.tz),
            "url": link(invitation),
        },
        still=still(invitation),
    )


def link(invitation: Invitation) -> str:
    return settings.BASE_URL + reverse("invitation", args=[invitation.pk, token_of(invitation)])


OPEN = """EXISTS (SELECT 1 FROM cohorts_invitation i JOIN cohorts_membership m ON m.id = i.membership_id
    JOIN cohorts_person h ON h.id = m.person_id JOIN cohorts_cohort c ON c.id = m.cohort_id
    JOIN cohorts_programme p ON p.id = c.programme_id
    WHERE i.id = %s AND i.nonce = %s AND i.accepted_at IS NULL AND m.left_at IS NULL AND h.email = %s
    AND p.paused_at IS NULL)"""


def still(invitation: Invitation) -> list[Still]:
    """It is open, under the same link, and its person has the same address."""
    return [Still(OPEN, (invitation.pk, invitation.nonce, invitation.membership.person.email))]


WAY = Way(
    Kind.INVITATION, read, rows=invited, plan=plan, stirred=sent, starts_with=[{"days": 0, "hour": 9}], always=True
)
