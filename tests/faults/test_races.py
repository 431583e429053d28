"""Somebody changes something while it is being sent: each session, and each person, is a race of its own."""

import random
import time
from datetime import timedelta
from email import message_from_string, policy

import pytest

from reminders.models import Message
from tests.faults.reckoning import SEEDS, SIZE
from tests.faults.storm import Many, World, addresses, count, reached, reckon, run, settled
from tests.servers import eventually
from workshops.services import sessions

pytestmark = [
    pytest.mark.servers,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("seed", SEEDS),
]


@pytest.fixture(autouse=True)
def _list_of_fences():
    """Have the database itself note when each message is marked as being sent: when that statement began.

    A statement that begins after a change was committed sees the change; one that began before may end after it.
    """
    run("CREATE TABLE IF NOT EXISTS fenced (message bigint, at timestamptz)")
    run("TRUNCATE fenced")
    run(
        "CREATE OR REPLACE FUNCTION note_fence() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF NEW.state = 'sending' THEN INSERT INTO fenced VALUES (NEW.id, statement_timestamp()); END IF;"
        " RETURN NEW; END $$"
    )
    run("DROP TRIGGER IF EXISTS note_fence ON reminders_message")
    run("CREATE TRIGGER note_fence AFTER UPDATE ON reminders_message FOR EACH ROW EXECUTE FUNCTION note_fence()")
    yield
    run("DROP TRIGGER IF EXISTS note_fence ON reminders_message")
    run("DROP TABLE fenced")


def clock():
    return run("SELECT clock_timestamp()")


def cancel(session):
    sessions.cancel(session=session, by=somebody(session), now=clock())


def move(session):
    day = session.days.get()
    sessions.postpone(session=session, to=day.date + timedelta(days=70), by=somebody(session), now=clock())


def somebody(session):
    return session.cohort.memberships.first().person


@pytest.mark.parametrize("change", [cancel, move], ids=["cancelled", "moved"])
def test_sessions_changed_while_their_reminders_go(storm, seed, change):
    """Nothing of a session is fenced after the change was committed, and the notice follows whoever was reached."""
    world = Many(SIZE)
    kept, senders = storm("--slow", "0.02")
    senders.start(2)
    reached(kept, 2)
    committed = race(random.Random(seed), world.sessions, change)
    settled()
    stale = sum(fenced_after("o.session_id", pk, moment) for pk, moment in committed.items())
    reminded = addresses(kept)
    hurry_notices()
    settled()
    found = reckon(f"{change.__name__}, races", kept, world, reminded, of=is_notice(change), stale=stale)
    assert 0 < len(reminded) < SIZE
    assert (found.stale, found.lost, found.twice, found.unasked) == (0, 0, 0, 0)


def race(chance, things, change):
    """Change each, in any order and at any moment; by what is committed when each is."""
    committed = {}
    for thing in chance.sample(things, len(things)):
        time.sleep(chance.random() * 0.03)
        change(thing)
        committed[thing.pk] = clock()
    return committed


def test_people_who_leave_or_change_their_address_while_it_goes(storm, seed):
    """Nobody is fenced after their leaving was committed, nor under an address that was given up."""
    world, chance = World(), random.Random(seed)
    kept, senders = storm("--slow", "0.02")
    senders.start(2)
    reached(kept, 2)
    places = chance.sample(list(world.session.cohort.memberships.select_related("person").order_by("pk")), SIZE)
    leaving = race(chance, places[::2], leave)
    moving = race(chance, places[1::2], give_up_address)
    settled()
    stale = sum(fenced_after("m.person_id", place.person_id, leaving[place.pk]) for place in places[::2])
    stale += sum(fenced_under_old_address(place, moving[place.pk]) for place in places[1::2])
    found = reckon("withdrawn, or another address", kept, world, addresses(kept), stale=stale)
    assert (found.stale, found.twice) == (0, 0)
    staying = {place.person.email.removeprefix("new.") for place in places[1::2]}
    assert staying <= {address.removeprefix("new.") for address in addresses(kept)}


def leave(place):
    place.left_at = clock()
    place.save(update_fields=["left_at"])


def give_up_address(place):
    place.person.email = f"new.{place.person.email}"
    place.person.save(update_fields=["email"])


def fenced_after(column, pk, moment):
    """How many reminders of one were marked as being sent after `moment`."""
    return run(
        "SELECT count(*) FROM fenced f JOIN reminders_message m ON m.id = f.message"
        f" JOIN reminders_occasion o ON o.id = m.occasion_id WHERE o.kind <> 'change' AND {column} = %s AND f.at > %s",
        pk,
        moment,
    )


def fenced_under_old_address(place, moment):
    """As the row says, which keeps the address that the mail went to."""
    old = place.person.email.removeprefix("new.")
    late = fenced_after("m.person_id", place.person_id, moment)
    return late and Message.objects.filter(person=place.person_id, address=old).count()


def hurry_notices():
    """As if the two minutes in which corrections are gathered were over."""
    eventually(lambda: count("reminders_occasion", "kind = 'change'"), 30)
    waiting = "kind = 'change' AND expanded_at IS NULL"

    def none_waits():
        run(f"UPDATE reminders_occasion SET due_at = now() WHERE {waiting}")
        return not count("reminders_occasion", waiting)

    eventually(none_waits, 60)


def is_notice(change):
    subject = "Cancelled:" if change is cancel else "Moved:"
    return lambda line: message_from_string(line["content"], policy=policy.default)["Subject"].startswith(subject)
