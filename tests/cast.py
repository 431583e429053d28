"""A fixed company, so that each test reads as a story. Attributes are people unless they end in _place."""

from types import SimpleNamespace

from cohorts.models import CoachingPair, Membership, OfficeContact
from tests import factories as make

ROLES = [  # every kind of person who may knock at a door; anonymous comes on top
    "participant",
    "set_mate",
    "other_set",
    "other_cohort",
    "facilitator",
    "other_facilitator",
    "adviser",
    "other_adviser",
    "coach",
    "other_coach",
    "coordinator",
    "other_coordinator",
    "sponsor",
    "strand_lead",
    "office_contact",
    "administrator",
    "withdrawn",
]


def assemble():
    """Two programmes; in the first a cohort with two sets and a second cohort; one person for every role."""
    c = SimpleNamespace()
    c.programme, c.other_programme = make.programme(), make.programme("North Coast Programme")
    c.cohort = make.cohort(c.programme)
    c.second_cohort = make.cohort(c.programme, "Autumn 2026")
    c.organisation = make.organisation()
    people(c)
    places(c)
    c.set_a = make.learning_set(c.cohort, "Set 1", c.adviser_place, [c.participant_place, c.set_mate_place])
    c.set_b = make.learning_set(c.cohort, "Set 2", c.other_adviser_place, [c.other_set_place])
    c.pair = CoachingPair.objects.create(coach=c.coach_place, coachee=c.participant_place, began_at=make.NOW)
    c.workshop = make.session(c.cohort)
    c.draft = make.session(c.cohort, "Workshop 2", on=make.date(2027, 4, 21), published=False)
    c.roles = {role: getattr(c, role) for role in ROLES}
    return c


def people(c):
    for role, name in [
        ("participant", "Sam Okafor"),
        ("set_mate", "Robin Ashworth"),
        ("other_set", "Jo Hartley"),
        ("other_cohort", "Kim Adeyemi"),
        ("facilitator", "Frances Dale"),
        ("other_facilitator", "Martin Osei"),
        ("adviser", "Ines Calloway"),
        ("other_adviser", "Noor Bennett"),
        ("coach", "Pat Lindqvist"),
        ("other_coach", "Lee Castellan"),
        ("coordinator", "Dana Whitfield"),
        ("other_coordinator", "Lou Marchetti"),
        ("sponsor", "Alda Renwick"),
        ("strand_lead", "Bryn Castle"),
        ("office_contact", "Ellis Moreau"),
        ("withdrawn", "Noa Petersen"),
    ]:
        setattr(c, role, make.person(name, email=f"{role}@cast.example"))
    c.administrator = make.person("Maren Holt", email="administrator@cast.example", is_administrator=True)


def places(c):
    for role in ("participant", "set_mate", "other_set"):
        setattr(c, f"{role}_place", make.place(c.cohort, getattr(c, role)))
    c.other_cohort_place = make.place(c.second_cohort, c.other_cohort)
    c.withdrawn_place = make.place(c.cohort, c.withdrawn, left_at=make.NOW)
    staff = Membership.Role
    c.facilitator_place = make.place(c.cohort, c.facilitator, staff.FACILITATOR)
    c.other_facilitator_place = make.place(c.second_cohort, c.other_facilitator, staff.FACILITATOR)
    c.adviser_place = make.place(c.cohort, c.adviser, staff.SET_ADVISER)
    c.other_adviser_place = make.place(c.cohort, c.other_adviser, staff.SET_ADVISER)
    c.coach_place = make.place(c.cohort, c.coach, staff.COACH)
    c.other_coach_place = make.place(c.cohort, c.other_coach, staff.COACH)
    make.coordinator(c.programme, c.coordinator)
    make.coordinator(c.other_programme, c.other_coordinator)
    make.coordinator(c.programme, c.sponsor, "sponsor", organisation=c.organisation)
    make.coordinator(c.programme, c.strand_lead, "strand_lead")
    OfficeContact.objects.create(
        principal=c.participant, contact=c.office_contact, named_by=c.participant, named_at=make.NOW
    )
