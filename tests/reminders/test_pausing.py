"""Paused messages wait; before they go on, whoever lets them knows how many will go and how many are too late."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from cohorts.models import Event, Invitation
from reminders import pausing, sending
from reminders.forecast import forecast
from reminders.models import Message
from reminders.services import pausing as services_pausing
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import DAY_BEFORE, INVITED, MINUTE, WEEK_BEFORE, addresses, fates, tick

pytestmark = pytest.mark.django_db
TWO_DAYS = timedelta(days=2)  # what a reminder of a week before is worth


@pytest.fixture
def asked(cast):
    """How to pause and resume: by the coordinator, for the programme."""
    return {"programme": cast.programme, "by": cast.coordinator}


@pytest.fixture
def paused(cast, asked, mailoutbox):
    """The programme is paused when its reminder of a week before falls due."""
    tick(NOW)
    services_pausing.pause(**asked, now=NOW)
    cast.programme.refresh_from_db()
    tick(WEEK_BEFORE)
    assert mailoutbox == []
    return cast


@pytest.fixture
def all_paused(cast, mailoutbox):
    """Everything is paused when the reminder of a week before falls due."""
    tick(NOW)
    services_pausing.pause_all(by=cast.administrator, now=NOW)
    tick(WEEK_BEFORE)
    assert mailoutbox == []
    return cast


def trail(programme):
    return list(Event.objects.filter(pausing.trail_of(programme.pk)).order_by("pk").values_list("verb", "by"))


def counts(found):
    return len(found.going), found.too_late, len(found.others)


# One programme


def test_what_a_paused_programme_holds_back_goes_at_once_when_it_goes_on(paused, asked, mailoutbox):
    assert set(fates()) == {(role, "due", "paused") for role in INVITED}
    services_pausing.resume(**asked, now=WEEK_BEFORE + MINUTE)
    tick(WEEK_BEFORE + MINUTE)
    assert addresses(mailoutbox) == sorted(INVITED)


def test_the_messages_of_other_programmes_go_meanwhile(paused, mailoutbox):
    cohort = make.cohort(paused.other_programme)
    make.place(cohort, make.person("Tove Lund", email="tove@cast.example"))
    make.session(cohort, changed_at=WEEK_BEFORE)
    tick(WEEK_BEFORE + MINUTE)
    assert addresses(mailoutbox) == ["tove"]


def test_an_invitation_waits_and_a_changed_address_is_told_to_the_old_one_all_the_same(paused, mailoutbox):
    by = paused.coordinator
    Invitation.objects.create(membership=paused.participant_place, nonce="n", by=by, sent_at=WEEK_BEFORE)
    paused.set_mate.address_changes.create(old="old@cast.example", new="new@cast.example", at=WEEK_BEFORE, by=by)
    tick(WEEK_BEFORE + MINUTE)
    assert addresses(mailoutbox) == ["old"]


def test_the_forecast_is_what_then_goes(paused, asked, mailoutbox):
    paused.set_mate_place.left_at = WEEK_BEFORE
    paused.set_mate_place.save()
    found = forecast(paused.programme, WEEK_BEFORE + MINUTE)
    assert counts(found) == (len(INVITED) - 1, 0, 1)
    assert [(str(message.recipient), why) for message, why in found.others] == [
        ("Robin Ashworth", "no longer on the programme")
    ]
    services_pausing.resume(**asked, now=WEEK_BEFORE + MINUTE)
    tick(WEEK_BEFORE + MINUTE)
    assert sorted(message.recipient.email for message in found.going) == sorted(
        mail.to[0].split("<")[1].rstrip(">") for mail in mailoutbox
    )


def test_what_became_too_late_is_counted_before_and_after_it_was_settled_so(paused, asked, mailoutbox):
    assert counts(forecast(paused.programme, WEEK_BEFORE + TWO_DAYS)) == (0, len(INVITED), 0)
    tick(WEEK_BEFORE + TWO_DAYS)
    assert {(state, why) for _, state, why in fates()} == {("skipped", "paused")}
    assert counts(forecast(paused.programme, WEEK_BEFORE + TWO_DAYS)) == (0, len(INVITED), 0)
    services_pausing.resume(**asked, now=WEEK_BEFORE + TWO_DAYS)
    tick(WEEK_BEFORE + TWO_DAYS + MINUTE)
    assert mailoutbox == []


def test_what_has_fallen_due_and_no_tick_has_seen_yet_is_counted(cast, asked):
    tick(NOW)
    services_pausing.pause(**asked, now=NOW)
    assert counts(forecast(cast.programme, WEEK_BEFORE)) == (len(INVITED), 0, 0)
    assert not Message.objects.exists()


def test_after_a_long_pause_the_latest_reminder_goes_and_not_the_backlog(paused, asked, mailoutbox):
    tick(DAY_BEFORE)
    assert counts(forecast(paused.programme, DAY_BEFORE)) == (len(INVITED), 0, 0)
    assert Message.objects.filter(why="newer").count() == len(INVITED)
    services_pausing.resume(**asked, now=DAY_BEFORE)
    tick(DAY_BEFORE + MINUTE)
    assert addresses(mailoutbox) == sorted(INVITED)


def test_what_waits_can_be_dropped_instead(paused, asked, mailoutbox):
    services_pausing.resume(**asked, now=WEEK_BEFORE + MINUTE, drop=True)
    tick(WEEK_BEFORE + MINUTE)
    assert mailoutbox == []
    assert set(fates()) == {(role, "skipped", "paused") for role in INVITED}
    tick(DAY_BEFORE)
    assert addresses(mailoutbox) == sorted(INVITED)


def test_dropping_takes_what_has_fallen_due_since_the_last_tick_and_leaves_other_programmes(cast, asked, mailoutbox):
    cohort = make.cohort(cast.other_programme)
    make.place(cohort, make.person("Tove Lund", email="tove@cast.example"))
    make.session(cohort, changed_at=NOW)
    tick(NOW)
    services_pausing.pause(**asked, now=NOW)
    services_pausing.resume(**asked, now=WEEK_BEFORE, drop=True)
    tick(WEEK_BEFORE)
    assert addresses(mailoutbox) == ["tove"]


def test_pressed_twice_nothing_more_happens(cast, asked):
    assert services_pausing.pause(**asked, now=NOW)
    assert not services_pausing.pause(programme=cast.programme, by=cast.administrator, now=NOW + MINUTE)
    assert [(one.pause.since, one.pause.by) for one in pausing.paused(all_programmes())] == [(NOW, cast.coordinator)]
    assert services_pausing.resume(**asked, now=NOW + MINUTE)
    assert not services_pausing.resume(**asked, now=NOW + MINUTE)
    by = cast.coordinator.pk
    assert trail(cast.programme) == [("paused messages", by), ("resumed messages", by)]


def all_programmes():
    return make.Programme.objects.all()


def test_paused_programmes_take_two_queries_however_many(cast, django_assert_num_queries):
    for number in range(5):
        programme = make.programme(f"Programme {number}")
        services_pausing.pause(programme=programme, by=cast.coordinator, now=NOW)
        with django_assert_num_queries(2):
            assert len(pausing.paused(all_programmes())) == number + 1


# Everything


def test_while_everything_is_paused_nothing_goes_and_then_it_goes_on(all_paused, mailoutbox):
    assert set(fates()) == {(role, "due", "") for role in INVITED}
    services_pausing.resume_all(by=all_paused.administrator, now=WEEK_BEFORE + MINUTE)
    tick(WEEK_BEFORE + MINUTE)
    assert addresses(mailoutbox) == sorted(INVITED)


def test_a_pause_that_comes_while_a_batch_is_being_sent_holds_from_the_next_message_on(cast, mailoutbox, monkeypatch):
    tick(NOW)
    written = sending.write

    def pause_at_the_third(letter, message):
        if len(mailoutbox) == 2:
            services_pausing.pause_all(by=cast.administrator, now=WEEK_BEFORE)
        return written(letter, message)

    monkeypatch.setattr(sending, "write", pause_at_the_third)
    tick(WEEK_BEFORE)
    assert len(mailoutbox) == 3  # the one in hand was already on its way
    left = Message.objects.filter(state="due").values_list("attempts", "claimed_by", "why").distinct()
    assert list(left) == [(0, "", "")]


def test_the_forecast_for_all_leaves_out_a_programme_that_is_paused_for_itself(all_paused, asked):
    now = WEEK_BEFORE + MINUTE
    assert counts(forecast(None, now)) == (len(INVITED), 0, 0)
    services_pausing.pause(**asked, now=now)
    found = forecast(None, now)
    assert counts(found) == (0, 0, len(INVITED))
    assert {why for _, why in found.others} == {"messages are paused"}


def test_the_forecast_costs_the_same_queries_for_seven_messages_and_for_sixty(
    all_paused, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30) as few:
        forecast(None, WEEK_BEFORE + MINUTE)
    for number in range(60):
        make.place(all_paused.cohort, make.person(f"Guest {number}"))
    make.session(all_paused.cohort, "Lab", changed_at=WEEK_BEFORE)
    tick(WEEK_BEFORE + MINUTE)
    with django_assert_max_num_queries(len(few)):
        assert len(forecast(None, WEEK_BEFORE + 2 * MINUTE).going) > 60


def test_what_waits_everywhere_can_be_dropped_but_for_a_changed_address(all_paused, mailoutbox):
    all_paused.set_mate.address_changes.create(
        old="old@cast.example", new="new@cast.example", at=WEEK_BEFORE, by=all_paused.coordinator
    )
    tick(WEEK_BEFORE + MINUTE)
    services_pausing.resume_all(by=all_paused.administrator, now=WEEK_BEFORE + MINUTE, drop=True)
    tick(WEEK_BEFORE + 2 * MINUTE)
    assert addresses(mailoutbox) == ["old"]


def test_dropping_for_all_leaves_what_a_programme_holds_back_for_itself(all_paused, asked):
    services_pausing.pause(**asked, now=WEEK_BEFORE)
    services_pausing.resume_all(by=all_paused.administrator, now=WEEK_BEFORE + MINUTE, drop=True)
    assert {(state, why) for _, state, why in fates()} == {("due", "")}


def test_pausing_all_twice_keeps_who_did_it_first_and_each_programme_remembers(cast):
    assert services_pausing.pause_all(by=cast.administrator, now=NOW)
    assert not services_pausing.pause_all(by=None, now=NOW + MINUTE)
    assert pausing.everything() == pausing.Pause(NOW, cast.administrator, "asked")
    assert services_pausing.resume_all(by=None, now=NOW + MINUTE)
    assert not services_pausing.resume_all(by=None, now=NOW + MINUTE)
    for programme in (cast.programme, cast.other_programme):
        assert trail(programme) == [("paused all messages", cast.administrator.pk), ("resumed all messages", None)]


def test_a_pause_from_before_the_first_tick_holds(cast, mailoutbox):
    services_pausing.pause_all(by=None, now=NOW)
    tick(WEEK_BEFORE)
    assert mailoutbox == []


def test_the_shell_pauses_says_what_would_go_and_resumes(cast, capsys, mailoutbox):
    tick(NOW)
    call_command("pause_messages")
    assert "All messages are paused" in capsys.readouterr().out
    call_command("pause_messages")
    assert "paused already" in capsys.readouterr().out
    call_command("pause_messages", "--resume")
    assert "0 messages go now, 0 are too late" in capsys.readouterr().out
    assert pausing.everything() is None
    call_command("pause_messages", "--resume")
    assert "not paused" in capsys.readouterr().out
