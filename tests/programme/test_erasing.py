"""Being forgotten: asked, taken back, held up by what others need, and then nothing is left in any table."""

import re
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import connection

from challenges.models import Challenge, CoachingNote, Comment, Commitment, Holder, Interview
from cohorts.models import Event, ForgetRequest, Person, ProgrammeRole
from cohorts.services import forget_requests
from programme import erasing
from programme.my_data import EXEMPT, KEPT, everything
from reminders.models import Message, Occasion
from tests import factories as make
from tests.canaries import planted
from tests.factories import NOW
from tests.programme.test_my_data import is_about_somebody
from tests.programme.test_sign_in import sign_in_by_code
from tests.programme.test_sign_in_keys import with_authenticator
from tests.reminders.story import tick
from workshops.models import Attendance

PAGE = "/me/forget/"
TOKEN = re.compile(r"canary\w+?end")
LATER = NOW + ForgetRequest.WAITS
# What the set agreed to, why two people opened an entry, what the place was charged to: others answer for it.
OTHERS = {"canaryrulesend", "canaryreasonend", "canarytoldreasonend", "canarycostcodeend"}


def ask(person, now=NOW):
    return forget_requests.ask(person=person, by=person, now=now)


def forgotten(person):
    """The row that is left once the request is carried out."""
    ask(person)
    assert erasing.due(now=LATER) == 1
    return Person.objects.get(pk=person.pk)


def every_text():
    """All that stands in any column of any table, as one text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(found)


def test_every_kind_of_row_about_somebody_goes_is_emptied_or_stays_for_a_reason():
    lists = set(erasing.DELETED), set(erasing.EMPTIED), set(erasing.STAYS)
    known = set.union(*lists)
    about = {model._meta.label_lower for model in apps.get_models() if is_about_somebody(model)}
    planned = {label for label, why in EXEMPT.items() if why.startswith("It is a programme's")}
    assert (about | set(KEPT)) - known - planned == set()
    assert known - about - set(KEPT) == set()
    assert sum(map(len, lists)) == len(known)


def test_not_a_word_that_they_wrote_is_left_in_any_table(cast):
    planted.plant(cast)
    theirs = set(TOKEN.findall(str(everything(cast.participant, NOW))))
    assert len(theirs) > 30
    assert theirs <= set(TOKEN.findall(every_text()))
    forgotten(cast.participant)
    together = set(Commitment.objects.values_list("text", flat=True))  # it stays with whoever said yes to it
    assert theirs & set(TOKEN.findall(every_text())) - together <= OTHERS
    assert not Commitment.objects.filter(membership__person=cast.participant).exists()


def test_neither_name_nor_address_is_left_in_any_table(cast):
    planted.plant(cast)
    cast.participant.known_as, cast.participant.title = "Sammy", "Prof"
    cast.participant.save()
    for word in ("Sam Okafor", "Sammy", cast.participant.email):
        assert word in every_text()
    forgotten(cast.participant)
    left = every_text()
    for word in ("Sam Okafor", "sam okafor", "okafor sam", "Sammy", cast.participant.email):
        assert word not in left


def test_how_they_were_reached_as_a_speaker_goes_too_and_other_speakers_keep_it(cast):
    over = make.session(cast.cohort, "Workshop 0", on=make.date(2027, 1, 20))
    spoke = make.speaker(over, email=cast.participant.email.upper(), mobile="07700 900 111", why="Ill")
    other = make.speaker(over, email="ruth@west.example", mobile="07700 900 222")
    brief = Occasion.objects.create(kind="speaker_brief", subject=spoke.pk, due_at=NOW, worth_until=NOW)
    Message.objects.create(
        occasion=brief, speaker=spoke, address=spoke.email, state="sent", next_attempt_at=NOW, created_at=NOW
    )
    forgotten(cast.participant)
    spoke.refresh_from_db()
    other.refresh_from_db()
    assert (spoke.email, spoke.mobile, spoke.why) == ("", "", "")
    assert (other.email, other.mobile) == ("ruth@west.example", "07700 900 222")
    assert Message.objects.get(speaker=spoke).address == ""


def test_nobody_else_loses_a_word_but_what_they_wrote_of_them(cast):
    planted.plant(cast)
    others = [person for person in cast.roles.values() if person != cast.participant]
    before = {person.pk: set(TOKEN.findall(str(everything(person, NOW)))) for person in others}
    of_them = set(TOKEN.findall(str(everything(cast.participant, NOW)))) | written_of(cast.participant_place)
    forgotten(cast.participant)
    for person in others:
        assert before[person.pk] - set(TOKEN.findall(str(everything(person, NOW)))) - of_them == set(), person


def written_of(place):
    """What others wrote under their entries, and their coach of them."""
    comments = Comment.objects.filter(entry__membership=place).values_list("text")
    notes = CoachingNote.objects.filter(pair__coachee=place).values_list("text")
    interviews = Interview.objects.filter(pair__coachee=place).values_list("answers")
    return set(TOKEN.findall(str([*comments, *notes, *interviews])))


def test_that_they_came_is_still_counted(cast):
    day = cast.workshop.days.get()
    Attendance.objects.create(day=day, membership=cast.participant_place, half="am", came=True, by=cast.adviser, at=NOW)
    forgotten(cast.participant)
    mark = Attendance.objects.get()
    assert str(mark.membership.person) == "Former participant"
    assert mark.membership.left_at


def test_what_was_promised_together_stays_with_whoever_said_yes(cast):
    promise = make.commitment(
        cast.participant_place,
        challenge=make.challenge(cast.participant_place),
        audience="set",
        learning_set=cast.set_a,
    )
    Holder.objects.create(commitment=promise, membership=cast.set_mate_place, asked_at=NOW, yes_at=NOW)
    alone = make.commitment(cast.participant_place)
    forgotten(cast.participant)
    left = Commitment.objects.get()
    assert (left.pk, left.membership, left.challenge) == (promise.pk, cast.set_mate_place, None)
    assert left.pk != alone.pk
    assert not Holder.objects.exists()


def test_no_way_to_sign_in_is_left_and_the_address_is_free(client, cast):
    address = cast.participant.email
    sign_in_by_code(client, cast.participant)
    with_authenticator(cast.participant)
    left = forgotten(cast.participant)
    assert client.get("/me/").status_code == 302
    assert not UserSession.objects.exists()
    assert not Authenticator.objects.exists()
    assert not left.is_active
    assert make.person("Sam Okafor", email=address).pk != left.pk


def test_nothing_happens_within_seven_days_and_it_can_be_taken_back(client, cast):
    make.challenge(cast.participant_place)
    client.force_login(cast.participant)
    page = client.post(PAGE, follow=True).content.decode()
    assert "You are to be forgotten on" in page
    request = ForgetRequest.objects.get()
    assert erasing.due(now=request.due_at - timedelta(seconds=1)) == 0
    page = client.post(f"{PAGE}back/", follow=True).content.decode()
    assert "Everything stays as it is" in page
    assert erasing.due(now=request.due_at) == 0
    assert Challenge.objects.exists()
    verbs = Event.objects.filter(object_id=cast.participant.pk).values_list("verb", flat=True)
    assert {"asked to forget", "took back forgetting"} <= set(verbs)


def test_pressing_twice_does_not_begin_the_week_anew(cast):
    assert ask(cast.participant) == ask(cast.participant, NOW + timedelta(days=3))


def test_a_request_taken_back_while_it_is_carried_out_forgets_nobody(cast):
    assert erasing.erase(person=cast.participant, now=NOW) is False
    assert Person.objects.get(pk=cast.participant.pk).name == "Sam Okafor"


def test_carrying_it_out_twice_changes_nothing(cast):
    forgotten(cast.participant)
    before = Event.objects.count()
    assert erasing.due(now=LATER) == 0
    assert Event.objects.count() == before


def test_a_mail_says_so_while_it_can_be_taken_back(cast, mailoutbox):
    tick(NOW)
    ask(cast.participant, NOW + timedelta(minutes=1))
    tick(NOW + timedelta(minutes=2))
    [mail] = [mail for mail in mailoutbox if mail.subject == "You are to be forgotten here"]
    assert mail.to == [f"Sam Okafor <{cast.participant.email}>"]
    assert "On Monday 1 March 2027 everything you wrote is deleted" in mail.body
    assert "/me/forget/" in mail.body


def test_no_mail_goes_once_it_is_taken_back(cast, mailoutbox):
    tick(NOW)
    ask(cast.participant, NOW + timedelta(minutes=1))
    forget_requests.take_back(person=cast.participant, by=cast.participant, now=NOW)
    tick(NOW + timedelta(minutes=2))
    assert [mail for mail in mailoutbox if "forgotten" in mail.subject] == []


def held(person):
    return {tie.kind for tie in erasing.ties(person, NOW)}


def test_who_leads_advises_coaches_or_coordinates_alone_hands_over_first(cast):
    make.item(cast.workshop.days.get(), "Welcome", lead=cast.facilitator.name)
    make.speaker(cast.workshop, email=cast.set_mate.email.upper())
    assert held(cast.facilitator) == {"session"}
    assert held(cast.set_mate) == {"speaker"}
    assert held(cast.adviser) == {"set"}
    assert held(cast.coach) == {"coaching"}
    assert held(cast.coordinator) == {"last_coordinator"}
    assert held(cast.administrator) == {"last_administrator"}
    assert held(cast.participant) == set()


def test_the_request_of_somebody_who_leads_a_session_stands_until_it_is_handed_over(client, cast):
    item = make.item(cast.workshop.days.get(), "Welcome", lead=cast.facilitator.name)
    client.force_login(cast.facilitator)
    page = client.post(PAGE, follow=True).content.decode()
    assert "Leads an item of Workshop 1" in page
    ForgetRequest.objects.update(asked_at=NOW)
    assert erasing.due(now=LATER) == 0
    client.force_login(cast.coordinator)
    assert "Frances Dale asked to be forgotten" in client.get("/").content.decode()
    assert "unless they lead items" in client.get(f"/people/{cast.facilitator.pk}/").content.decode()
    item.lead = "Martin Osei"
    item.save()
    assert erasing.due(now=LATER) == 1


def test_a_second_coordinator_is_free_to_go(cast):
    ProgrammeRole.objects.create(programme=cast.programme, person=cast.adviser, role="coordinator")
    assert held(cast.coordinator) == set()


def test_an_administrator_asks_for_somebody_who_wrote_a_letter(client, cast):
    client.force_login(cast.administrator)
    assert f"/people/{cast.participant.pk}/forget/" in client.get(f"/people/{cast.participant.pk}/").content.decode()
    client.post(f"/people/{cast.participant.pk}/forget/")
    assert ForgetRequest.objects.get().by == cast.administrator
    client.post(f"/people/{cast.participant.pk}/forget/back/")
    assert not ForgetRequest.objects.exists()


def test_a_code_in_a_shared_mailbox_does_not_ask_for_it(client, cast):
    Person.objects.filter(pk=cast.participant.pk).update(shared_mailbox=True)
    client.force_login(cast.participant)
    assert client.post(PAGE).status_code == 403
    assert not ForgetRequest.objects.exists()


def test_pages_that_named_them_say_a_former_participant(client, cast):
    forget_requests.ask(person=cast.participant, by=cast.participant, now=NOW)
    erasing.due(now=LATER)
    client.force_login(cast.coordinator)
    assert "Former participant" in client.get("/trail/").content.decode()
    assert "Sam Okafor" not in client.get(f"/cohorts/{cast.cohort.pk}/people/").content.decode()
    assert "Sam" not in client.get("/search/?q=okafor").content.decode().split("</form>")[-1]
