from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cohorts import links
from cohorts.exceptions import NotOpen
from cohorts.models import Invitation, Membership, Person
from cohorts.trail import record


def token_of(invitation: Invitation) -> str:
    """What stands in the mailed link after the invitation's number."""
    return links.token("invitation", invitation.pk, invitation.nonce)


def is_token_of(invitation: Invitation, given: str) -> bool:
    return links.is_right(given, "invitation", invitation.pk, invitation.nonce)


@transaction.atomic
def invite(
    *, memberships: Iterable[Membership], by: Person, now: datetime, only_lapsed: bool = False
) -> list[Invitation]:
    """Invite each, again where an invitation is still open; those who accepted or left are passed over.

    With `only_lapsed` an open one stays: whoever else pressed at the same moment has sent it.
    The mail follows from the rows: one for each invitation and round.
    """
    wanted = [membership.pk for membership in memberships]
    current = Membership.objects.current().select_for_update().filter(pk__in=wanted).order_by("pk")
    return [invitation for place in current if (invitation := invite_one(place, by, now, only_lapsed))]


def invite_one(place: Membership, by: Person, now: datetime, only_lapsed: bool) -> Invitation | None:
    known = Invitation.objects.select_for_update().filter(membership=place).first()
    if known is None:
        made = Invitation.objects.create(membership=place, nonce=links.new_nonce(), by=by, sent_at=now)
        record(by, "invited", made, at=now)
        return made
    stays = known.accepted_at or (only_lapsed and known.is_open(now))
    return None if stays else renewed(known, by, now)


def renewed(invitation: Invitation, by: Person, now: datetime) -> Invitation:
    invitation.nonce, invitation.sent_at = links.new_nonce(), now
    invitation.round += 1
    invitation.save(update_fields=["nonce", "sent_at", "round"])
    record(by, "invited again", invitation, at=now)
    return invitation


@transaction.atomic
def ask_again(*, invitation: Invitation, now: datetime) -> Invitation:
    """The invited person asks for a new link in place of one that lapsed; it goes to their mailbox, not to the screen.

    Raises NotOpen when it was accepted, still works, or the place has ended.
    """
    row = Invitation.objects.select_for_update().select_related("membership__person").get(pk=invitation.pk)
    if row.accepted_at or row.is_open(now) or row.membership.left_at:
        raise NotOpen(row)
    return renewed(row, row.membership.person, now)


@transaction.atomic
def accept(*, invitation: Invitation, now: datetime) -> Person:
    """Accept the place, once, and give whom to sign in. Raises NotOpen the second time and after fourteen days."""
    row = Invitation.objects.select_for_update().select_related("membership__person").get(pk=invitation.pk)
    if row.nonce != invitation.nonce or row.membership.left_at or not row.is_open(now):
        raise NotOpen(row)
    row.accepted_at = now
    row.save(update_fields=["accepted_at"])
    record(row.membership.person, "accepted", row, at=now)
    return row.membership.person
