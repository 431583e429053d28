import pytest

from cohorts.models import Needs
from tests import factories as make
from tests.workshops.sheet_data.costs import queries
from workshops.sheet_data.badges import badges_sheet
from workshops.sheet_data.table_cards import table_cards_sheet


def test_a_badge_leaves_out_a_whole_name_that_is_already_large(cast):
    make.speaker(cast.workshop, "王小明")
    badges = badges_sheet(cast.workshop, None, now=make.NOW)["people"]
    assert {"call": "王小明", "name": "", "post": "", "role": "Speaker"} in badges
    assert {"call": "Sam", "name": "Sam Okafor"}.items() <= badges[5].items()


@pytest.mark.parametrize("build", [badges_sheet, table_cards_sheet])
def test_no_card_has_a_telephone_a_diet_or_a_need(cast, build):
    cast.participant_place.mobile = cast.facilitator_place.mobile = "CANARY-MOBILE"
    cast.participant_place.save()
    cast.facilitator_place.save()
    make.speaker(cast.workshop, "Ruth", mobile="CANARY-MOBILE", email="canary@x.example", asked="CANARY-ASKED")
    needs = {"diet": "CANARY-DIET", "access": "CANARY-ACCESS", "emergency_phone": "CANARY-PHONE"}
    Needs.objects.create(membership=cast.participant_place, entered_by=cast.coordinator, at=make.NOW, **needs)
    assert "canary" not in str(build(cast.workshop, None, now=make.NOW)).casefold()


@pytest.mark.parametrize("build", [badges_sheet, table_cards_sheet])
def test_cards_cost_the_same_queries_for_a_room_of_any_size(cast, build):
    make.speaker(cast.workshop, "Ruth").items.add(make.item(cast.workshop.days.get()))
    few = queries(build, cast.workshop)
    for n in range(20):
        make.place(cast.cohort, make.person(f"Person {n}"))
        make.speaker(cast.workshop, f"Guest {n}").items.add(make.item(cast.workshop.days.get(), f"Item {n}"))
    assert queries(build, cast.workshop) == few <= 12
