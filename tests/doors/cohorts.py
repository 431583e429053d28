from cohorts.models import AvoidedDates, Logo, PartnerBody, ProgrammeRole
from tests import factories as make
from tests.doors.door import Door
from tests.pictures import png

OF_THE_COHORT = (
    "participant",
    "set_mate",
    "other_set",
    "facilitator",
    "adviser",
    "other_adviser",
    "coach",
    "other_coach",
)
OF_THE_PROGRAMME = (
    *OF_THE_COHORT,
    "other_cohort",
    "other_facilitator",
    "coordinator",
    "sponsor",
    "strand_lead",
    "administrator",
)
OFFICE = ("coordinator", "administrator")
ONLY_READ = {role: 403 for role in OF_THE_PROGRAMME if role not in OFFICE}
NO_PROGRAMME = {role: 403 for role in (*OF_THE_PROGRAMME, "other_coordinator") if role != "administrator"}


def programme(cast):
    return [cast.programme.pk]


def cohort(cast):
    return [cast.cohort.pk]


def partner(cast):
    fields = {"programme": cast.programme, "organisation": cast.organisation, "part": "hosts"}
    return [PartnerBody.objects.get_or_create(**fields)[0].pk]


def logo(cast):
    [pk] = partner(cast)
    fields = {"kind": "png", "alt": "Northmoor", "content": png(), "at": make.NOW}
    Logo.objects.get_or_create(partner_id=pk, defaults=fields)
    return [pk]


def strand_lead(cast):
    return [
        ProgrammeRole.objects.get_or_create(programme=cast.programme, person=cast.strand_lead, role="strand_lead")[0].pk
    ]


def venue(cast):
    return [make.venue(cast.programme).pk]


def avoided(cast):
    dates = {"starts_on": make.date(2027, 4, 1), "ends_on": make.date(2027, 4, 9)}
    return [AvoidedDates.objects.get_or_create(programme=cast.programme, **dates)[0].pk]


DOORS = [
    Door("cohorts:programme", OF_THE_PROGRAMME, programme),
    Door("cohorts:programme_add", (*OFFICE, "other_coordinator"), otherwise=403),
    Door("cohorts:programme_edit", OFFICE, programme, exceptions=ONLY_READ),
    Door("cohorts:own_columns", OFFICE, programme, exceptions=ONLY_READ),
    Door("cohorts:partner_add", OFFICE, programme, exceptions=ONLY_READ),
    Door("cohorts:role_add", OFFICE, programme, exceptions=ONLY_READ),
    Door("cohorts:cohort_add", OFFICE, programme, exceptions=ONLY_READ),
    Door(
        "cohorts:venue_add",
        (*OFFICE, "facilitator", "other_facilitator"),
        programme,
        exceptions={role: 403 for role in ONLY_READ if "facilitator" not in role},
    ),
    Door(
        "cohorts:venue_edit",
        (*OFFICE, "facilitator", "other_facilitator"),
        venue,
        exceptions={role: 403 for role in ONLY_READ if "facilitator" not in role},
    ),
    Door("cohorts:cohort", (*OF_THE_COHORT, *OFFICE), cohort),
    Door("cohorts:cohort_edit", OFFICE, cohort, exceptions=dict.fromkeys(OF_THE_COHORT, 403)),
    Door("cohorts:partner_remove", OFFICE, partner, method="POST", status=302, exceptions=ONLY_READ),
    Door("cohorts:logo", OF_THE_PROGRAMME, logo),
    Door("cohorts:logo_edit", OFFICE, partner, exceptions=ONLY_READ),
    Door("cohorts:logo_remove", OFFICE, logo, method="POST", status=302, exceptions=ONLY_READ),
    Door("cohorts:avoid", OFFICE, lambda cast: [cast.programme.pk], exceptions=ONLY_READ),
    Door("cohorts:avoided_forget", OFFICE, avoided, method="POST", status=302, exceptions=ONLY_READ),
    Door("cohorts:role_hand_over", OFFICE, strand_lead, exceptions=ONLY_READ),
    Door("cohorts:role_remove", OFFICE, strand_lead, method="POST", status=302, exceptions=ONLY_READ),
]
