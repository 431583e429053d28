from cohorts.mix import Count, counted, more_than_once


def test_labels_are_counted_most_first_with_a_bar_against_the_largest():
    assert counted(["b", "a", "a", "a", "a"]) == [Count("a", 4, 100), Count("b", 1, 25)]


def test_who_is_missing_from_the_room_stands_in_the_list_too():
    assert counted(["public"], always=["private", "public"])[1] == Count("private", 0, 0)
    assert counted([], always=["private"]) == [Count("private", 0, 0)]


def test_what_occurs_once_or_is_not_known_is_not_named_twice():
    assert more_than_once(["b", "b", "a", "", "", "c", "c"]) == ["b", "c"]
