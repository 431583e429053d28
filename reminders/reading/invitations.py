from datetime import datetime

from django.conf import settings
from django.urls import reverse

from cohorts.models import Invitation
from cohorts.services.invitations import token_of
from reminders.letter import Letter, Still
from reminders.models import Message
from reminders.verdict import Facts


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
