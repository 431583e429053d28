"""Who is in the demonstration: the programme, its people from the list, its staff and sets."""

from datetime import timedelta
from pathlib import Path

from cohorts import importing as rules
from cohorts.models import Invitation, Membership
from cohorts.services import importing, invitations, logos, people, persons, programmes, saving, sets, venues, wishes
from cohorts.sheet import sheet_of
from cohorts.spreadsheet import read
from programme.demonstration import words
from programme.demonstration.stage import FIRST_COHORT, ZONE, Stage

LIST = Path(__file__).with_name("participants.csv")
LOGOS = Path(__file__).with_name("logos")
NOT_YET = 3  # people who have not pressed their invitation


def make_programme(stage: Stage) -> None:
    span = {"starts_on": stage.today - timedelta(days=60), "ends_on": stage.today + timedelta(days=150)}
    values = words.PROGRAMME | span | {"starts_on": stage.today - FIRST_COHORT}
    stage.programme = programmes.create_programme(values=values, outcomes=words.OUTCOMES, **stage.by(-60))
    bring_partners(stage)
    venue = venues.create_venue(programme=stage.programme, values=words.VENUE, rooms=words.ROOMS, **stage.by(-58))
    cohort = {"name": season(stage), "zone": str(ZONE), "home_venue": venue} | span
    stage.cohort = programmes.create_cohort(programme=stage.programme, values=cohort, **stage.by(-58))


def bring_partners(stage: Stage) -> None:
    for organisation, part, logo in words.PARTNERS:
        body = programmes.add_partner(programme=stage.programme, organisation=organisation, part=part, **stage.by(-60))
        logos.set_logo(partner=body, content=(LOGOS / logo).read_bytes(), alt=organisation, **stage.by(-60))


def season(stage: Stage) -> str:
    day = stage.workshop
    return f"{('Winter', 'Spring', 'Summer', 'Autumn')[day.month % 12 // 3]} {day.year}"


def import_participants(stage: Stage) -> None:
    sheet = sheet_of(read(LIST.read_bytes()))
    kept = importing.keep(cohort=stage.cohort, name=LIST.name, sheet=sheet, **stage.by(-57))
    saving.confirm(upload=kept, seen=rules.digest(importing.preview(kept)), **stage.by(-57))


def invite(stage: Stage) -> None:
    invitations.invite(memberships=stage.cohort.memberships.not_invited(), **stage.by(-56))


def accept(stage: Stage) -> None:
    """All but a few participants have pressed their invitation."""
    invited = Invitation.objects.filter(membership__cohort=stage.cohort).order_by("pk")
    waiting = invited.filter(membership__role="participant").reverse()[:NOT_YET]
    for invitation in invited.exclude(pk__in=[one.pk for one in waiting]):
        invitations.accept(invitation=invitation, now=stage.by(-54)["now"])


def bring_staff(stage: Stage) -> None:
    for name, email, roles in words.STAFF:
        for role in roles:
            people.add_place(cohort=stage.cohort, role=role, email=email, name=name, **stage.by(-57))
    name, address, organisation = words.SPONSOR
    programmes.give_role(
        programme=stage.programme,
        person=persons.known_or_new(email=address, name=name, **stage.by(-57)),
        role="sponsor",
        organisation=programmes.organisation_named(organisation),
        **stage.by(-57),
    )


def make_sets(stage: Stage) -> None:
    """Four sets of six, dealt round so that colleagues are apart."""
    made = sets.make_sets(cohort=stage.cohort, names=[name for name, _ in words.SETS], **stage.by(-50))
    advisers = Membership.objects.filter(cohort=stage.cohort, role=Membership.Role.SET_ADVISER)
    for learning_set, (_, adviser) in zip(made, words.SETS, strict=True):
        chosen = advisers.filter(person__name=adviser).first()
        sets.appoint_adviser(learning_set=learning_set, adviser=chosen, **stage.by(-50))
    by_organisation = sorted(stage.places.values(), key=lambda place: (str(place.organisation), place.pk))
    for n, place in enumerate(by_organisation):
        sets.seat(membership=place, learning_set=made[n % len(made)], **stage.by(-50))


def wish(stage: Stage) -> None:
    """Two people whom the office keeps apart, and who are."""
    one, other = (stage.places[address] for address in words.APART)
    wishes.wish(cohort=stage.cohort, one=one, other=other, kind="apart", **stage.by(-50))
