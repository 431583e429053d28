"""The intake after this one: whom employers nominate, who waits, and what places are charged to."""

from datetime import timedelta

from cohorts.models import Cohort, Nomination
from cohorts.services import nomination_links, nominations, own_columns, people, programmes
from programme.demonstration.stage import ZONE, Stage

PLACES = 4  # a pilot, small enough for a waiting list
COLUMNS = ["Payroll number", "Pay band", "", "", ""]
TERMS = {  # of people who have a place now: cost code, purchase order, pay band
    "bethan.bennett": ("CS-4410", "PO 22817", "Band 8b"),
    "priya.patel": ("CS-4410", "PO 22817", "Band 8a"),
    "yusuf.whitlock": ("HUB-02", "", "Head teacher"),
}
NOMINEES = [  # name, job title, organisation, line manager, whether release is agreed, why
    (
        "Gwenllian ap Rhydderch",
        "Head of early help",
        "Northmoor County Council",
        "Huw Parry",
        True,
        "Leads three teams.",
    ),
    (
        "Oleksandra Kovalchuk",
        "Service manager",
        "Harbour City Council",
        "Rhona Blake",
        True,
        "Ready for the next post.",
    ),
    ("Tom Ferris", "Deputy head teacher", "Wexcombe Academy", "Anil Sharma", True, "Holds the hub together."),
    ("Мар’яна Шевченко", "Community lead", "Moorland Voices", "Ada Finch", True, "Everybody rings her."),
    ("Lena Okoro", "Commissioning manager", "Northmoor County Council", "Huw Parry", False, "Moves budgets."),
    ("Kit Sandiford", "Team manager", "Harbour City Council", "Rhona Blake", False, ""),
    ("Sunniva Marsh", "Named nurse", "Westmoor Community Health", "Dev Anand", True, "Safeguarding across six trusts."),
    ("Joss Trevanion", "Finance officer", "Harbour City Council", "Rhona Blake", False, "Would like to come."),
]
ACCEPTED, WAITING, DECLINED = 2, 3, 1  # of those above, from the first on; then the declined at the end


def nominate(stage: Stage) -> None:
    """The next cohort, its link for employers, and the answers given so far."""
    cohort = next_cohort(stage)
    nomination_links.open_until(cohort=cohort, closes_on=stage.today + timedelta(days=45), **stage.by(-20))
    rows = [take_down(stage, cohort, n, *nominee) for n, nominee in enumerate(NOMINEES)]
    for row in rows[:ACCEPTED]:
        nominations.accept(nomination=row, invite=False, **stage.by(-6))
    for row in rows[ACCEPTED : ACCEPTED + WAITING]:
        nominations.put_on_waiting_list(nomination=row, **stage.by(-5))
    for row in rows[-DECLINED:]:
        nominations.decline(nomination=row, reason=Nomination.Reason.CRITERIA, **stage.by(-5))


def next_cohort(stage: Stage) -> Cohort:
    starts = stage.today + timedelta(days=155)
    values = {"name": f"Pilot {starts.year}", "starts_on": starts, "ends_on": starts, "zone": str(ZONE)}
    made = programmes.create_cohort(programme=stage.programme, values=values | {"places": PLACES}, **stage.by(-25))
    return programmes.extend_cohort(cohort=made, to=starts + timedelta(days=210), **stage.by(-25))


def take_down(stage: Stage, cohort: Cohort, n: int, *said: object) -> Nomination:
    name, job, organisation, manager, is_released, why = said
    released = {"release_by": manager, "release_on": stage.today - timedelta(days=20 - n)} if is_released else {}
    values = {"name": name, "email": f"nominee.{n}@employers.example", "job_title": job, "organisation": organisation}
    values |= {"line_manager": manager, "line_manager_email": f"manager.{n}@employers.example", "eligibility": why}
    return nominations.nominate(cohort=cohort, values=values | released, **stage.by(-20 + n))


def charge(stage: Stage) -> None:
    """What some places are charged to, and two columns of the programme's own."""
    fields = {"names": COLUMNS, "delete_filled": False, **stage.by(-50)}
    _payroll, band = own_columns.name_columns(programme=stage.programme, **fields)
    for address, (cost_code, order, of_band) in TERMS.items():
        place = stage.places[address]
        post = {"cost_code": cost_code, "purchase_order": order, "release_by": place.line_manager or "Rhona Blake"}
        post["release_on"] = stage.today - timedelta(days=70)
        people.edit_place(place=place, post=post, own={band.pk: of_band}, **stage.by(-50))
