from challenges.compared import Change, Standing, changes, shared


def standing(key, name, **facts):
    return Standing(key, name, tuple({"stands": "for", "cares_about": "", **facts}.items()))


def test_two_equal_versions_have_no_changes():
    assert changes([standing(1, "Leader")], [standing(1, "Leader")]) == []


def test_who_joined_and_who_left_come_first_then_each_fact_that_is_different():
    before = [standing(1, "Leader"), standing(2, "Press")]
    after = [standing(1, "The leader", stands="against", cares_about="Votes"), standing(3, "Union")]
    assert changes(before, after) == [
        Change("joined", "Union"),
        Change("left", "Press"),
        Change("name", "Leader", "Leader", "The leader"),
        Change("stands", "The leader", "for", "against"),
        Change("cares_about", "The leader", "", "Votes"),
    ]


def test_those_on_several_maps_come_with_every_view_and_those_on_one_do_not():
    maps = [["Leader", "Press"], ["leader", "Union"], ["LEADER", "Union", "Union"]]
    assert shared(maps, str.casefold) == [["Leader", "leader", "LEADER"], ["Union", "Union", "Union"]]


def test_a_name_twice_on_one_map_is_not_two_views():
    assert shared([["Leader", "Leader"], ["Press"]], str.casefold) == []
