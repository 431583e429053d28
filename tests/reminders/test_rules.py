"""The rules of a programme: seen kind by kind, switched, added, changed, and read before they are saved."""

import re
from datetime import timedelta

import pytest

from cohorts.services.invitations import invite, token_of
from reminders.models import Message, Occasion, Rule
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import WEEK_BEFORE, addresses, tick
from tests.reminders.test_views import page, press

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_kind")]


def test_every_kind_is_shown_with_when_and_to_whom(client, cast):
    tick(NOW)
    html = " ".join(page(client, cast.coordinator, "rules").content.decode().split())
    for words in ("Participant: 7 days before, 09:00", "After 21 quiet days, 09:00", "On Mondays, 08:00"):
        assert words in html


def test_a_rule_is_switched_off_and_on(client, cast):
    tick(NOW)
    rule = Rule.objects.get(programme=cast.programme, kind="before_session", role="participant", days=7)
    assert "The rule is off" in press(client, cast.coordinator, "rule_switch", rule.pk, on="0").content.decode()
    rule.refresh_from_db()
    assert not rule.is_on
    press(client, cast.coordinator, "rule_switch", rule.pk, on="1")
    rule.refresh_from_db()
    assert rule.is_on


def test_an_invitation_cannot_be_switched_off(client, cast):
    tick(NOW)
    rule = Rule.objects.get(programme=cast.programme, kind="invitation")
    assert press(client, cast.coordinator, "rule_switch", rule.pk, on="0").status_code == 404
    rule.refresh_from_db()
    assert rule.is_on


def add(client, cast, kind="before_session", who=None, **fields):
    form = {"session_kind": "", "role": "participant", "days": "3", "hour": "8"} | fields
    return press(client, who or cast.coordinator, "rule_add", cast.programme.pk, kind, **form)


def test_a_rule_is_added_and_holds_at_once(client, cast, mailoutbox):
    tick(NOW)
    assert "The rule is saved" in add(client, cast, session_kind="workshop").content.decode()
    assert Rule.objects.get(programme=cast.programme, moment="3d08").session_kind == "workshop"
    assert Occasion.objects.filter(session=cast.workshop, moment="3d08").exists()


def test_a_kind_of_which_one_rule_is_enough_takes_no_second(client, cast):
    tick(NOW)
    assert add(client, cast, "digest").status_code == 404
    assert add(client, cast, "no_such_kind").status_code == 404


def test_a_changed_hour_moves_what_is_ahead(client, cast, mailoutbox):
    tick(NOW)
    rule = Rule.objects.get(programme=cast.programme, kind="before_session", role="participant", days=7)
    form = {"session_kind": "", "role": "participant", "days": "6", "hour": "9", "words": "Bring {first_name}."}
    press(client, cast.coordinator, "rule_edit", rule.pk, **form)
    tick(WEEK_BEFORE)
    assert "participant" not in addresses([mail for mail in mailoutbox if mail.subject.startswith("Workshop")])
    tick(WEEK_BEFORE + timedelta(days=1))
    (mail,) = [mail for mail in mailoutbox if mail.subject.startswith("Workshop") and "<participant@" in mail.to[0]]
    assert "Bring Sam." in mail.body


WRONG = [
    ({"days": "366"}, "less than or equal to 365"),
    ({"days": "10000"}, "less than or equal to 365"),
    ({"days": "-1"}, "greater than or equal to 0"),
    ({"days": "soon"}, "Write a number of days from 0 to 365."),
    ({"hour": "24"}, "less than or equal to 23"),
    ({"hour": ""}, "This field is required"),
    ({"role": "sponsor"}, "Select a valid choice"),
    ({"session_kind": "party"}, "Select a valid choice"),
    ({"days": "7", "hour": "9", "session_kind": ""}, "There is such a rule already."),
    ({"words": "Hello {frist_name}"}, "There is no {frist_name} here"),
    ({"subject": "Hello {"}, None),
    ({"subject": "Hello\r\nBcc: all@world.example"}, "one line"),
    ({"subject": "x" * 121}, "at most 120"),
]


@pytest.mark.parametrize(("wrong", "said"), WRONG)
def test_a_wrong_rule_is_explained_kept_and_not_saved(client, cast, wrong, said):
    tick(NOW)
    before = Rule.objects.count()
    response = add(client, cast, **({"words": "What I typed"} | wrong))
    if said is None:
        assert Rule.objects.get(days=3).subject == "Hello {"
        return
    assert response.status_code == 422
    assert said in response.content.decode()
    assert wrong.get("words", "What I typed") in response.content.decode()
    assert Rule.objects.count() == before


def test_a_programme_without_rules_yet_shows_the_usual_ones(client, cast):
    html = page(client, cast.coordinator, "rules").content.decode()
    assert "from the next hour on" in html
    assert not Rule.objects.exists()


@pytest.mark.parametrize("door", ["rule_switch", "rule_edit"])
def test_a_rule_of_another_programme_is_not_found(client, cast, door):
    tick(NOW)
    rule = Rule.objects.filter(programme=cast.programme, kind="before_session").first()
    assert press(client, cast.other_coordinator, door, rule.pk, on="0", words="Mine").status_code == 404
    rule.refresh_from_db()
    assert (rule.is_on, rule.words) == (True, "")


class TestPreview:
    def show(self, client, cast, kind, **fields):
        rule = Rule.objects.filter(programme=cast.programme, kind=kind, **fields).first()
        form = {"session_kind": "", "role": rule.role, "days": rule.days, "hour": rule.hour, "show": "1"}
        form |= {"words": "Dear {first_name}: own words.", "subject": "Own subject"}
        return press(client, cast.coordinator, "rule_edit", rule.pk, **form).content.decode()

    def test_it_is_a_real_mail_and_nothing_is_saved_or_sent(self, client, cast, mailoutbox):
        tick(NOW)
        before = len(mailoutbox), Message.objects.count()
        html = self.show(client, cast, "before_session", role="participant")
        assert re.search(r"Dear (Sam|Ellis|Jo|Robin): own words\.", html)
        assert "Hartwell Hall" in html
        assert (len(mailoutbox), Message.objects.count()) == before
        assert not Rule.objects.exclude(words="").exists()

    def test_nobodys_own_words_are_in_it(self, client, cast):
        cast.participant.own_words_by_mail = True
        cast.participant.save()
        make.commitment(cast.participant_place, "Ring two head teachers", due_on=NOW.date() + timedelta(days=9))
        tick(NOW)
        html = self.show(client, cast, "commitments")
        assert "[their own words]" in html
        assert "Ring two" not in html

    def test_who_has_promised_something_is_not_told_by_it(self, client, cast):
        make.commitment(cast.participant_place, "Ring two head teachers", due_on=NOW.date() + timedelta(days=9))
        tick(NOW)
        html = self.show(client, cast, "commitments")
        assert "Dear Dana" in html
        assert "Sam" not in html

    def test_no_link_in_it_opens_anything(self, client, cast):
        (invitation,) = invite(memberships=[cast.participant_place], by=cast.coordinator, now=NOW)
        tick(NOW)
        html = self.show(client, cast, "invitation")
        assert f"/invitation/{invitation.pk}/…/" in html
        assert token_of(invitation) not in html

    def test_without_anything_to_show_it_says_so(self, client, cast):
        tick(NOW)
        assert "There is nothing to show it with yet" in self.show(client, cast, "invitation")
