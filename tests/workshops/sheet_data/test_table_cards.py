from tests import factories as make
from workshops.sheet_data.table_cards import table_cards_sheet


def test_a_table_card_has_the_post_or_else_what_they_are_here(cast):
    cast.facilitator_place.job_title, cast.facilitator_place.organisation = "", None
    cast.facilitator_place.save()
    cards = {card["name"]: card["post"] for card in table_cards_sheet(cast.workshop, None, now=make.NOW)["people"]}
    assert cards["Sam Okafor"] == "Head of service, Northmoor County Council"
    assert cards["Frances Dale"] == "Facilitator"
