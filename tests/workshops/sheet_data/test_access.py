from cohorts.models import Needs, Room
from tests import factories as make
from tests.workshops.sheet_data.costs import queries
from tests.workshops.test_sheet_data import reply
from workshops.models import ParallelGroup, Reply
from workshops.sheet_data.access import access_sheet


def needs(cast, place, access="Step-free", **fields):
    return Needs.objects.create(membership=place, access=access, entered_by=cast.coordinator, at=make.NOW, **fields)


def people(session, day=0):
    return access_sheet(session, None, now=make.NOW)["days"][day]["people"]


def room(day, name, **fields):
    return Room.objects.create(venue=day.venue, name=name, **fields)


def test_only_those_who_told_of_a_need_stand_there_with_their_own_words(cast):
    needs(cast, cast.participant_place, "A seat near the door")
    needs(cast, cast.set_mate_place, access="", diet="Vegan")
    [person] = people(cast.workshop)
    assert (person["name"], person["need"]) == ("Sam Okafor", "A seat near the door")
    assert "Vegan" not in str(access_sheet(cast.workshop, None, now=make.NOW))


def test_facilitators_have_needs_too(cast):
    needs(cast, cast.facilitator_place)
    assert [person["name"] for person in people(cast.workshop)] == ["Frances Dale"]


def test_whoever_is_sorry_is_not_there_and_whoever_joins_online_is_said_to(cast):
    day = cast.workshop.days.get()
    needs(cast, cast.participant_place)
    needs(cast, cast.set_mate_place, "Captions")
    reply(day, cast.participant_place, Reply.Answer.SORRY)
    reply(day, cast.set_mate_place, Reply.Answer.ONLINE)
    [person] = people(cast.workshop)
    assert (person["need"], person["rooms"]) == ("Captions", ["Online"])


def test_the_rooms_are_those_of_the_day_of_its_items_and_of_the_own_sets_group(cast):
    day = cast.workshop.days.get()
    day.room = room(day, "Garden Room", step_free=True, hearing_loop=True)
    day.save()
    make.item(day, "Welcome", room=day.room)
    make.item(day, "Panel", room=room(day, "Hall", step_free=True))
    sets = make.item(day, "Sets", kind="sets")
    for n, (learning_set, name) in enumerate([(cast.set_a, "Attic"), (cast.set_b, "Library")]):
        ParallelGroup.objects.create(
            item=sets, position=n, name=str(learning_set), learning_set=learning_set, room=room(day, name)
        )
    needs(cast, cast.participant_place)
    needs(cast, cast.facilitator_place)
    participant, facilitator = people(cast.workshop)
    shared = ["Garden Room: step-free, hearing loop", "Hall: step-free"]
    assert participant["rooms"] == [*shared, "Attic: no step-free way noted"]
    assert facilitator["rooms"] == [*shared, "Attic: no step-free way noted", "Library: no step-free way noted"]


def test_cancelled_days_and_those_who_left_are_not_on_it(cast):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    residential.days.filter(pk=residential.days.first().pk).update(cancelled_at=make.NOW)
    needs(cast, cast.withdrawn_place)
    [day] = access_sheet(residential, None, now=make.NOW)["days"]
    assert day["people"] == []


def test_it_costs_the_same_queries_for_one_need_and_for_thirty(cast):
    day = cast.workshop.days.get()
    needs(cast, cast.participant_place)
    ParallelGroup.objects.create(item=make.item(day, room=room(day, "Hall")), position=1, name="G", room=room(day, "A"))
    few = queries(access_sheet, cast.workshop)
    for n in range(27):
        needs(cast, make.place(cast.cohort, make.person(f"Person {n}")))
        item = make.item(day, f"Item {n}", room=room(day, f"Room {n}"))
        ParallelGroup.objects.create(item=item, position=1, name="Group", room=room(day, f"Corner {n}"))
    assert queries(access_sheet, cast.workshop) == few <= 16
