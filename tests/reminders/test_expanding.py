from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cohorts.models import CoachingPair, Membership, OfficeContact, SetMembership
from reminders.expanding import expand
from reminders.models import Message, Rule
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import DAY_BEFORE, INVITED, MINUTE, WEEK_BEFORE, addresses, fates, tick

pytestmark = pytest.mark.django_db


def told():
    return sorted(role for role, *_ in fates())


def test_coaches_sponsors_the_withdrawn_and_other_cohorts_are_not_told(cast, mailoutbox):
    tick(WEEK_BEFORE)
    assert told() == sorted(INVITED)


def test_one_person_with_several_roles_gets_one_message(cast, mailoutbox):
    make.place(cast.cohort, cast.participant, Membership.Role.FACILITATOR)
    make.place(cast.cohort, cast.participant, Membership.Role.SET_ADVISER)
    tick(WEEK_BEFORE)
    assert addresses(mailoutbox).count("participant") == 1


def test_an_office_contact_with_two_principals_gets_one_message_that_names_both(cast, mailoutbox):
    contact = {"contact": cast.office_contact, "named_by": cast.set_mate, "named_at": NOW}
    OfficeContact.objects.create(principal=cast.set_mate, **contact)
    tick(WEEK_BEFORE)
    (mail,) = [mail for mail in mailoutbox if "office_contact@" in mail.to[0]]
    assert "for the diary of Sam Okafor, Robin Ashworth" in mail.body


def test_an_office_contact_whose_sign_in_has_ended_stands_in_nobodys_place(cast, mailoutbox):
    OfficeContact.objects.update(instead=True)
    cast.office_contact.is_active = False
    cast.office_contact.save()
    tick(WEEK_BEFORE)
    assert told() == sorted(INVITED - {"office_contact"})


def test_an_office_contact_told_instead_spares_the_principal(cast, mailoutbox):
    OfficeContact.objects.update(instead=True)
    tick(WEEK_BEFORE)
    assert told() == sorted(INVITED - {"participant"})


def test_an_office_contact_who_was_removed_is_not_told(cast, mailoutbox):
    OfficeContact.objects.update(removed_at=NOW)
    tick(WEEK_BEFORE)
    assert told() == sorted(INVITED - {"office_contact"})


def test_a_set_meeting_reaches_only_its_set_and_adviser(cast, mailoutbox):
    cast.workshop.days.update(cancelled_at=NOW)
    make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a, changed_at=NOW)
    tick(WEEK_BEFORE)
    assert told() == ["adviser", "office_contact", "participant", "set_mate"]


def test_coaching_reaches_only_the_pair(cast, mailoutbox):
    cast.workshop.days.update(cancelled_at=NOW)
    make.session(cast.cohort, "Coaching", kind="coaching", coaching_pair=cast.pair, changed_at=NOW)
    tick(WEEK_BEFORE)
    assert told() == ["coach", "office_contact", "participant"]


def test_whoever_left_the_set_hears_no_more_of_its_meetings(cast, mailoutbox):
    cast.workshop.days.update(cancelled_at=NOW)
    make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a, changed_at=NOW)
    SetMembership.objects.filter(membership=cast.set_mate_place).update(left_at=NOW)
    tick(WEEK_BEFORE)
    assert told() == ["adviser", "office_contact", "participant"]


def test_an_ended_pair_hears_no_more(cast, mailoutbox):
    cast.workshop.days.update(cancelled_at=NOW)
    make.session(cast.cohort, "Coaching", kind="coaching", coaching_pair=cast.pair, changed_at=NOW)
    CoachingPair.objects.update(ended_at=NOW)
    tick(WEEK_BEFORE)
    assert told() == []


def test_a_rule_for_one_kind_and_role_reaches_only_those(cast, mailoutbox):
    Rule.objects.create(programme=cast.programme, session_kind="workshop", role="facilitator", days=7)
    Rule.objects.create(programme=cast.programme, session_kind="residential", role="participant", days=7)
    tick(WEEK_BEFORE)
    assert told() == ["facilitator"]


def test_expanding_again_adds_nothing(cast, mailoutbox):
    tick(NOW)
    assert expand(WEEK_BEFORE) == 1
    assert expand(WEEK_BEFORE) == 0
    assert Message.objects.count() == len(INVITED)


def test_the_message_id_comes_from_the_row(cast, mailoutbox):
    tick(WEEK_BEFORE)
    for mail, row in zip(mailoutbox, Message.objects.order_by("pk"), strict=True):
        assert mail.extra_headers["Message-ID"] == row.message_id
        assert row.message_id.startswith(f"<{row.occasion_id}.{row.person_id}.")


def test_people_who_join_after_it_was_due_are_skipped_and_it_is_said(cast, mailoutbox):
    tick(NOW)
    newcomer = make.person("Late Comer", email="late@cast.example")
    make.place(cast.cohort, newcomer, joined_at=WEEK_BEFORE + MINUTE)
    tick(WEEK_BEFORE + timedelta(hours=6))
    assert ("late", "skipped", "joined_after") in fates()
    tick(DAY_BEFORE)
    assert ("late", "sent", "") in fates()


def test_many_sessions_of_many_people_are_expanded_by_the_questions_of_one(cast):
    tick(NOW)
    one = questions(lambda: expand(WEEK_BEFORE))
    for number in range(20):
        make.place(cast.cohort, make.person(f"Person {number}", email=f"p{number}@many.example"))
        make.session(cast.cohort, f"Lab {number}", on=make.date(2027, 3, 3), dates_published_at=NOW, changed_at=NOW)
    tick(NOW + MINUTE)
    before = Message.objects.count()
    many = questions(lambda: expand(WEEK_BEFORE))
    assert Message.objects.count() - before > 20 * 20
    assert len(many) == len(one)


def questions(work):
    """What is asked of the database, without what PostgreSQL is told once a connection."""
    with CaptureQueriesContext(connection) as asked:
        work()
    return [query["sql"] for query in asked if not query["sql"].startswith("PREPARE")]
