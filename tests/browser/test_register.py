"""The register from paper, by keyboard alone: a key a person, and one to save."""

from datetime import UTC, datetime

from tests import factories as make

AFTER = datetime(2027, 3, 3, 17, tzinfo=UTC)
ABSENT = {3, 11, 20}


class Keys:
    """Presses keys, and counts them."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, key):
        self.page.keyboard.press(key)
        self.pressed += 1


def test_the_register_of_24_is_entered_in_26_keys(cast, page, sign_in, time_machine, axe):
    time_machine.move_to(AFTER)
    while cast.cohort.memberships.current().participants().count() < 24:
        make.place(cast.cohort, make.person(f"Alex Archer {cast.cohort.memberships.count()}"))
    day = cast.workshop.days.get()
    sign_in(cast.facilitator)
    page.goto(f"/days/{day.pk}/attendance/")
    keys = Keys(page)
    page.get_by_role("link", name="Start with everyone ticked").focus()
    keys.press("Enter")
    page.wait_for_url("**/attendance/?everyone")
    page.locator("[data-keys]").wait_for()
    for n in range(24):
        keys.press("x" if n in ABSENT else "ArrowDown")
    axe(page)
    keys.press("Enter")
    page.get_by_text("The register is saved.").wait_for()
    assert keys.pressed == 26
    missing = day.attendance.filter(came=False).order_by("membership__person__sort_key", "membership", "half")
    names = list(
        cast.cohort.memberships.current().participants().order_by("person__sort_key", "pk").values_list("pk", flat=True)
    )
    assert [mark.membership_id for mark in missing] == [names[n] for n in sorted(ABSENT) for _half in ("am", "pm")]
