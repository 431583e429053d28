from datetime import datetime

from django.conf import settings
from django.db.models import Exists
from django.urls import reverse

from cohorts.models import Invitation, Person
from cohorts.services.invitations import token_of
from reminders.letter import Letter
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


def still(invitation: Invitation) -> list[Exists]:
    place = invitation.membership
    same = {"nonce": invitation.nonce, "accepted_at": None, "membership__left_at": None}
    open_ = Invitation.objects.filter(pk=invitation.pk, membership__cohort__programme__paused_at=None, **same)
    return [Exists(open_), Exists(Person.objects.filter(pk=place.person_id, email=place.person.email))]
