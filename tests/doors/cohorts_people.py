from datetime import date

from cohorts.importing import digest
from cohorts.models import ActionLearningSet, Membership, SetWish, Upload
from cohorts.sheet import Sheet, as_text
from tests import factories as make
from tests.doors.cohorts import OF_THE_COHORT, OFFICE
from tests.doors.door import Door

SEEN_BY = (*OF_THE_COHORT, *OFFICE)
OUTSIDE_WHO_SEE_SAM = ("sponsor", "office_contact")
MAY_ONLY_SEE = dict.fromkeys(OF_THE_COHORT, 403)
COORDINATOR = ("coordinator",)
NO_IMPORT = MAY_ONLY_SEE | {"administrator": 403}  # a list holds needs, which administrators do not read
MAY_ONLY_SEE_SAM = dict.fromkeys((*OF_THE_COHORT, *OUTSIDE_WHO_SEE_SAM), 403)


def cohort(cast):
    return [cast.cohort.pk]


def place(cast):
    return [cast.participant_place.pk]


def facilitating(cast):
    return [cast.cohort.memberships.get(role="facilitator").pk]


def withdrawn(cast):
    return [cast.withdrawn_place.pk]


def person(cast):
    return [cast.participant.pk]


def empty_set(cast):
    return [ActionLearningSet.objects.get_or_create(cohort=cast.cohort, name="Set 9")[0].pk]


def upload(cast):
    """A list that the coordinator uploaded: for everybody else of the office there is none."""
    fields = {"cohort": cast.cohort, "by": cast.coordinator, "at": make.NOW.replace(year=2099)}
    table = as_text(Sheet(heads=("Email", "Name"), lines=(), columns={"email": 0, "name": 1}))
    return [cast.cohort.pk, Upload.objects.get_or_create(defaults={"table": table, "name": "list.csv"}, **fields)[0].pk]


def two(cast):
    return {"one": cast.participant_place.pk, "kind": "apart", "other": cast.set_mate_place.pk}


def wish(cast):
    """What the office wished of two: to everybody else there is none."""
    one, other = sorted((cast.participant_place, cast.other_set_place), key=lambda place: place.pk)
    fields = {"cohort": cast.cohort, "kind": "apart", "at": make.NOW}
    return [SetWish.objects.get_or_create(one=one, other=other, defaults=fields)[0].pk]


def held_on(cast):
    """A place that the participant holds in a cohort that has ended."""
    over = {"starts_on": date(2019, 1, 7), "ends_on": date(2019, 7, 26)}
    found = Membership.objects.filter(person=cast.participant, cohort__ends_on=over["ends_on"]).first()
    return [(found or make.place(make.cohort(cast.programme, "Spring 2019", **over), cast.participant)).pk]


DOORS = [
    Door("cohorts:people", "everybody"),
    Door("cohorts:person", (*SEEN_BY, *OUTSIDE_WHO_SEE_SAM), person),
    Door("cohorts:cohort_people", SEEN_BY, cohort),
    Door("cohorts:place_add", OFFICE, cohort, exceptions=MAY_ONLY_SEE),
    Door("cohorts:invite", OFFICE, cohort, exceptions=MAY_ONLY_SEE),
    Door("cohorts:place_edit", OFFICE, place, exceptions=MAY_ONLY_SEE_SAM),
    Door("cohorts:place_invite", OFFICE, place, exceptions=MAY_ONLY_SEE_SAM),
    Door("workshops:place_hand_over", OFFICE, facilitating, exceptions=MAY_ONLY_SEE | {"sponsor": 403}),
    Door("challenges:place_move", OFFICE, place, exceptions=MAY_ONLY_SEE_SAM),
    Door("workshops:place_withdraw", OFFICE, place, exceptions=MAY_ONLY_SEE_SAM),
    Door("workshops:place_substitute", OFFICE, place, exceptions=MAY_ONLY_SEE_SAM),
    Door("workshops:place_leave", ("participant",), held_on),
    Door("workshops:cohort_close", OFFICE, cohort),
    Door("cohorts:place_rejoin", OFFICE, withdrawn),
    Door("cohorts:export", COORDINATOR, cohort, exceptions=NO_IMPORT),
    Door("workshops:export_attendance", COORDINATOR, cohort, exceptions=NO_IMPORT),
    Door("cohorts:export_nominations", COORDINATOR, cohort, exceptions=NO_IMPORT),
    Door("challenges:export_challenges", COORDINATOR, cohort, exceptions=NO_IMPORT),
    Door("cohorts:import", COORDINATOR, cohort, exceptions=NO_IMPORT),
    Door("cohorts:import_preview", COORDINATOR, upload, exceptions=NO_IMPORT),
    Door("cohorts:import_progress", COORDINATOR, upload, exceptions=NO_IMPORT),
    Door("cohorts:import_merge", COORDINATOR, upload, method="POST", status=302, exceptions=NO_IMPORT),
    Door(
        "cohorts:import_confirm",
        COORDINATOR,
        upload,
        method="POST",
        form=lambda cast: {"seen": digest([])},
        status=302,
        exceptions=NO_IMPORT,
    ),
    Door("cohorts:import_mend", COORDINATOR, upload, method="POST", status=302, exceptions=NO_IMPORT),
    Door(
        "cohorts:import_columns",
        COORDINATOR,
        upload,
        method="POST",
        form=lambda cast: {"column-0": "email", "column-1": "name"},
        status=302,
        exceptions=NO_IMPORT,
    ),
    Door("cohorts:import_cancel", COORDINATOR, upload, method="POST", status=302, exceptions=NO_IMPORT),
    Door("cohorts:sets", SEEN_BY, cohort),
    Door(
        "cohorts:sets_make",
        OFFICE,
        cohort,
        method="POST",
        form=lambda cast: {"count": 1},
        status=302,
        exceptions=MAY_ONLY_SEE,
    ),
    Door("cohorts:set_remove", OFFICE, empty_set, method="POST", status=302, exceptions=MAY_ONLY_SEE),
    Door("cohorts:set_builder", OFFICE, cohort, exceptions=MAY_ONLY_SEE),
    Door("cohorts:set_proposal", OFFICE, cohort, exceptions=MAY_ONLY_SEE),
    Door("cohorts:set_wish_add", OFFICE, cohort, method="POST", form=two, status=302, exceptions=MAY_ONLY_SEE),
    Door("cohorts:set_wish_remove", OFFICE, wish, method="POST", status=302),
]
