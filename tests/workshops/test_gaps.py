"""A speaker who cannot come leaves a gap; each remedy closes it in the draft."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from tests.cast import assemble
from tests.cohorts.test_at_once import at_once
from tests.workshops.acting import publish, trail
from workshops.editions import agenda_days
from workshops.exceptions import NoGap, NotReady
from workshops.gaps import gaps_of
from workshops.models import Item, Speaker
from workshops.services import gaps as services
from workshops.services import speaking


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


def agenda(session):
    """Welcome 10:00, lecture 10:30, lunch 12:00 pinned, close."""
    day = session.days.get()
    make.item(day, "Welcome", 30)
    lecture = make.item(day, "Lecture", 60)
    make.item(day, "Lunch", 45, kind="meal", pinned_minute=12 * 60)
    make.item(day, "Close", 0)
    return lecture


def guest(item, name="Hana Varga", **fields):
    made = make.speaker(item.day.session, name, **fields)
    made.items.add(item)
    return made


@pytest.fixture
def lecture(cast):
    return agenda(cast.workshop)


@pytest.fixture
def gone(lecture):
    return guest(lecture, status="withdrawn", asked="Twenty minutes on power")


def found(session):
    return gaps_of(agenda_days(session), list(session.speakers.prefetch_related("items")))


def lines(session):
    return [(item.title, item.minutes) for item in session.days.get().items.all()]


def told(cast, remedy, speaker, item, **more):
    return remedy(speaker=speaker, item=item.pk, by=cast.coordinator, now=make.NOW, **more)


def test_there_is_a_gap_where_somebody_who_withdrew_still_stands(cast, lecture, gone):
    [gap] = found(cast.workshop)
    assert (gap.speaker, gap.item, gap.slot.starts, gap.others, gap.reserves) == (gone, lecture, "10:30", [], [])


@pytest.mark.parametrize("status", ["asked", "confirmed", "reserve"])
def test_nobody_else_leaves_one(cast, lecture, status):
    guest(lecture, status=status)
    assert found(cast.workshop) == []


def test_one_who_withdrew_from_the_reserve_leaves_none(cast, lecture):
    guest(lecture, status="withdrawn", stood_ready=True)
    assert found(cast.workshop) == []
    assert not Speaker.objects.missing().exists()


def test_those_in_reserve_for_it_or_for_anything_are_named(cast, lecture, gone):
    here, anywhere = guest(lecture, "Here", status="reserve"), make.speaker(cast.workshop, "Any", status="reserve")
    guest(Item.objects.get(title="Welcome"), "Elsewhere", status="reserve")
    [gap] = found(cast.workshop)
    assert gap.reserves == [here, anywhere]


def test_the_item_before_may_take_the_time(cast, lecture, gone):
    [gap] = found(cast.workshop)
    assert (gap.neighbour.item.title, gap.neighbour.minutes) == ("Welcome", 90)


def test_a_break_does_not_and_then_the_item_after_may(cast, lecture, gone):
    Item.objects.filter(title="Welcome").update(kind="break")
    assert found(cast.workshop)[0].neighbour is None  # lunch is a meal
    Item.objects.filter(title="Lunch").update(kind="input", pinned_minute=None)
    [gap] = found(cast.workshop)
    assert (gap.neighbour.item.title, gap.neighbour.minutes) == ("Lunch", 105)


def test_nor_does_an_item_that_is_pinned_or_only_marks_a_time(cast, lecture, gone):
    Item.objects.filter(title="Welcome").delete()
    Item.objects.filter(title="Lunch").update(kind="input")
    assert found(cast.workshop)[0].neighbour is None
    Item.objects.filter(title="Lunch").update(pinned_minute=None, minutes=0)
    assert found(cast.workshop)[0].neighbour is None


def test_the_reserve_steps_in_with_the_items_and_is_asked_anew(cast, lecture, gone):
    reserve = guest(lecture, "Amos Keld", status="reserve", answered_at=make.NOW, why="x")
    other = make.item(lecture.day, "Questions", 15)
    gone.items.add(other)
    assert told(cast, services.step_in, gone, lecture, reserve=reserve.pk) == reserve
    reserve.refresh_from_db()
    assert (reserve.status, reserve.answered_at, reserve.asked) == ("asked", None, "Twenty minutes on power")
    assert (list(reserve.items.all()), list(gone.items.all())) == ([lecture], [other])
    assert trail(reserve) == [("stepped in", ["answered_at", "asked", "items", "status", "why"])]
    assert trail(gone) == [("closed gap", ["items"])]


def test_one_ready_for_anything_takes_all_of_it_and_keeps_their_own_words(cast, lecture, gone):
    reserve = make.speaker(cast.workshop, "Amos Keld", status="reserve", asked="As we said")
    other = make.item(lecture.day, "Questions", 15)
    gone.items.add(other)
    told(cast, services.step_in, gone, other, reserve=reserve.pk)
    reserve.refresh_from_db()
    assert (set(reserve.items.all()), reserve.asked) == ({lecture, other}, "As we said")
    assert found(cast.workshop) == []


def test_one_who_does_not_stand_ready_does_not_step_in(cast, lecture, gone):
    for other in (
        guest(lecture, "On already", status="confirmed"),
        make.speaker(cast.draft, "Of another session", status="reserve"),
        guest(Item.objects.get(title="Welcome"), "For something else", status="reserve"),
    ):
        with pytest.raises(NotReady):
            told(cast, services.step_in, gone, lecture, reserve=other.pk)
    assert gone.items.get() == lecture


def test_kept_without_them_the_day_is_as_it_was(cast, lecture, gone):
    before = lines(cast.workshop)
    told(cast, services.keep, gone, lecture)
    assert lines(cast.workshop) == before
    assert found(cast.workshop) == []
    assert not gone.items.exists()


def test_others_on_a_panel_keep_their_minutes_when_it_gets_shorter(cast, lecture, gone):
    guest(lecture, "Ruth"), guest(lecture, "Mina")
    assert found(cast.workshop)[0].share == 20
    told(cast, services.shorten, gone, lecture)
    assert ("Lecture", 40) in lines(cast.workshop)
    lecture.refresh_from_db()
    assert lecture.revision > 1  # somebody editing it is told


def test_where_others_speak_the_item_is_neither_dropped_nor_given_away(cast, lecture, gone):
    guest(lecture, "Ruth")
    for remedy in (services.drop, services.give_on):
        with pytest.raises(NoGap):
            told(cast, remedy, gone, lecture)
    assert ("Lecture", 60) in lines(cast.workshop)


def test_alone_on_it_nothing_is_shared(cast, lecture, gone):
    with pytest.raises(NoGap):
        told(cast, services.shorten, gone, lecture)


def test_the_neighbour_before_is_longer_and_the_rest_stands_still(cast, lecture, gone):
    told(cast, services.give_on, gone, lecture)
    assert lines(cast.workshop) == [("Welcome", 90), ("Lunch", 45), ("Close", 0)]


def test_the_neighbour_after_starts_where_the_item_did(cast, lecture, gone):
    Item.objects.filter(title="Welcome").update(kind="break")
    Item.objects.filter(title="Lunch").update(kind="input", pinned_minute=None)
    Item.objects.filter(pk=lecture.pk).update(pinned_minute=11 * 60)
    told(cast, services.give_on, gone, lecture)
    assert lines(cast.workshop) == [("Welcome", 30), ("Lunch", 105), ("Close", 0)]
    assert Item.objects.get(title="Lunch").pinned_minute == 11 * 60


def test_dropped_the_day_is_shorter(cast, lecture, gone):
    told(cast, services.drop, gone, lecture)
    assert lines(cast.workshop) == [("Welcome", 30), ("Lunch", 45), ("Close", 0)]
    assert gone in cast.workshop.speakers.all()  # it stays known whom we asked


@pytest.mark.parametrize("remedy", [services.keep, services.drop, services.give_on, services.shorten])
def test_a_gap_is_closed_once(cast, lecture, gone, remedy):
    told(cast, services.keep, gone, lecture)
    with pytest.raises(NoGap):
        told(cast, remedy, gone, lecture)


def test_who_can_come_after_all_is_not_replaced(cast, lecture, gone):
    reserve = make.speaker(cast.workshop, status="reserve")
    speaking.answer(speaker=gone, comes=True, now=make.NOW)
    with pytest.raises(NoGap):
        told(cast, services.step_in, gone, lecture, reserve=reserve.pk)
    assert Speaker.objects.get(pk=reserve.pk).status == "reserve"


@pytest.fixture
def press(cast, client, gone, lecture):
    """press(remedy) as the coordinator; where it leads, and the page there."""

    def press(remedy, item=None, speaker=None):
        client.force_login(cast.coordinator)
        url = reverse("workshops:gap", args=[(speaker or gone).pk])
        typed = {"item": item or lecture.pk, "remedy": remedy}
        response = client.post(url, typed, follow=True)
        where = response.redirect_chain[-1][0] if response.redirect_chain else response.status_code
        return where, response.content.decode()

    return press


def page_of(client, person, session):
    client.force_login(person)
    return client.get(session.get_absolute_url()).content.decode()


def test_the_office_sees_the_gap_and_the_remedies(cast, client, lecture, gone):
    make.speaker(cast.workshop, "Amos Keld", status="reserve")
    gone.why = "A budget meeting"
    gone.save()
    page = page_of(client, cast.coordinator, cast.workshop)
    for words in (
        *("<b>Cannot come:</b> Hana Varga", "10:30 to 11:30", "A budget meeting", "Let Amos Keld step in"),
        *("Give the time to “Welcome”", "Drop it: 1 hour less", "Keep it without them", "Nobody is told by this"),
    ):
        assert words in page
    assert "Let the others have the time" not in page


def test_on_a_panel_the_others_are_named_and_share(cast, client, lecture, gone):
    guest(lecture, "Ruth Amery")
    page = page_of(client, cast.coordinator, cast.workshop)
    for words in ("with Ruth Amery", "Let the others have the time", "Make it 30 minutes shorter"):
        assert words in page
    assert "Drop it" not in page


def test_no_delegate_sees_a_gap(cast, client, lecture, gone):
    publish(cast)
    for person in (cast.participant, cast.adviser, cast.coach, cast.office_contact):
        page = page_of(client, person, cast.workshop)
        assert "annot come" not in page
        assert "Hana Varga" not in page


def test_after_the_day_no_gap_needs_anybody(cast, client, lecture, gone, time_machine):
    time_machine.move_to(cast.workshop.days.get().ends_at, tick=False)
    assert "Cannot come:" not in page_of(client, cast.coordinator, cast.workshop)


def test_it_leads_on_to_publishing_once_something_is_published(cast, press, lecture, gone):
    gone.status = "confirmed"
    gone.save()
    publish(cast)
    speaking.answer(speaker=gone, comes=False, now=make.NOW)
    reserve = make.speaker(cast.workshop, "Amos Keld", status="reserve")
    where, page = press(f"reserve {reserve.pk}")
    assert where == reverse("workshops:publish", args=[cast.workshop.pk])
    assert "Amos Keld steps in for Hana Varga, and is told nothing by this" in page
    assert "Amos Keld speaks in “Lecture”." in page
    assert "Hana Varga no longer speaks in “Lecture”." in page
    assert "Sheets printed before are out of date then" in page


def test_before_the_first_edition_or_with_another_gap_it_leads_back(cast, press, lecture, gone):
    assert press("keep")[0] == cast.workshop.get_absolute_url()
    gone.items.add(lecture)
    publish(cast)
    guest(lecture, "Another", status="withdrawn")
    assert press("keep")[0] == cast.workshop.get_absolute_url()


@pytest.mark.parametrize(
    ("remedy", "said"),
    [
        ("keep", "“Lecture” stays as it is, without Hana Varga."),
        ("neighbour", "“Welcome” has the time of Hana Varga."),
        ("drop", "The item of Hana Varga is dropped."),
    ],
)
def test_each_press_says_what_it_did(press, remedy, said):
    assert said in press(remedy)[1]
    assert "Nothing was changed: they can come after all, or somebody was quicker with it." in press(remedy)[1]


def test_a_reserve_who_withdrew_meanwhile_is_said(cast, press):
    reserve = make.speaker(cast.workshop, status="withdrawn", stood_ready=True)
    assert "does not stand ready for this any more" in press(f"reserve {reserve.pk}")[1]


def test_ids_of_another_session_change_nothing(cast, press, lecture, gone):
    foreign = make.item(cast.draft.days.get(), "Foreign")
    stranger = make.speaker(cast.draft, "Stranger", status="reserve")
    for remedy, item in (("keep", foreign.pk), ("drop", foreign.pk), (f"reserve {stranger.pk}", None)):
        assert "Nothing was changed" in press(remedy, item)[1]
    assert Item.objects.filter(pk=foreign.pk).exists()
    assert not stranger.items.exists()
    assert gone.items.get() == lecture


@pytest.mark.parametrize("typed", ["", "burn", "reserve", "reserve x", "reserve " + "9" * 30, "keep\x00"])
def test_what_is_no_remedy_is_not_found(press, typed):
    assert press(typed)[0] == 404


@pytest.mark.parametrize("item", ["x", "-1", "9" * 30])
def test_what_is_no_item_is_not_found(press, item):
    assert press("keep", item)[0] == 404


def test_the_home_of_the_office_says_that_a_speaker_cannot_come(cast, client, lecture, gone):
    home = page_of_home(client, cast.coordinator)
    assert "A speaker cannot come to Workshop 1, Wed 3 March" in home
    assert f'{cast.workshop.get_absolute_url()}#gaps"' in home
    assert "Hana Varga cannot come" in home
    assert home.count("Nobody is waited for") == 1  # that is for Workshop 2
    assert "cannot come" not in page_of_home(client, cast.other_coordinator)
    told(cast, services.keep, gone, lecture)
    assert "cannot come" not in page_of_home(client, cast.coordinator)


def page_of_home(client, person):
    client.force_login(person)
    return client.get("/").content.decode()


def test_it_says_so_however_far_ahead_the_day_is(cast, client, lecture, gone):
    day = lecture.day
    day.date += timedelta(days=90)
    day.save()
    assert "A speaker cannot come to Workshop 1" in page_of_home(client, cast.coordinator)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_remedies_at_once_one_is_refused():
    cast = assemble()
    lecture = agenda(cast.workshop)
    gone = guest(lecture, status="withdrawn")
    reserve = guest(lecture, "Amos Keld", status="reserve")
    done = at_once(
        lambda: told(cast, services.drop, gone, lecture),
        lambda: told(cast, services.step_in, gone, lecture, reserve=reserve.pk),
    )
    assert sum(isinstance(one, NoGap) for one in done) == 1
    assert Item.objects.filter(pk=lecture.pk).exists() == (Speaker.objects.get(pk=reserve.pk).status == "asked")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_coming_after_all_and_being_replaced_at_once_leaves_one_of_the_two():
    cast = assemble()
    lecture = agenda(cast.workshop)
    gone = guest(lecture, status="withdrawn")
    reserve = guest(lecture, "Amos Keld", status="reserve")
    at_once(
        lambda: speaking.answer(speaker=gone, comes=True, now=make.NOW),
        lambda: told(cast, services.step_in, gone, lecture, reserve=reserve.pk),
    )
    gone.refresh_from_db()
    on = [speaker.name for speaker in lecture.speakers.all() if speaker.is_on]
    assert gone.status == "confirmed"
    assert len(on) == 1
