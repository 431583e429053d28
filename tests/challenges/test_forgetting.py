"""Notes and drafts whose time is over go, and nothing else does."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from challenges.models import Draft, SetNote
from challenges.services.forgetting import drafts, notes
from cohorts.models import Event
from tests import factories as make

pytestmark = pytest.mark.django_db
OVER = datetime(2027, 10, 31, 12, tzinfo=UTC)  # the cast's cohort ends on 31 July 2027


def forget(**how):
    return notes(**how), drafts(**how)


def left():
    return SetNote.objects.count(), Draft.objects.count()


def long_ago(cast):
    """A cohort that ended years ago, whatever today is, with a note and a draft."""
    cast.cohort.starts_on, cast.cohort.ends_on = date(2020, 1, 1), date(2020, 6, 1)
    cast.cohort.save()
    make.set_note(cast.set_a, cast.participant_place)
    make.draft(cast.participant_place, changed_at=datetime(2020, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("zone", "before", "on"),
    [
        ("Europe/London", datetime(2027, 10, 30, 22, 59, tzinfo=UTC), datetime(2027, 10, 31, 0, 1, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2027, 10, 30, 10, 59, tzinfo=UTC), datetime(2027, 10, 30, 11, 1, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2027, 10, 31, 6, 59, tzinfo=UTC), datetime(2027, 10, 31, 7, 1, tzinfo=UTC)),
    ],
)
def test_notes_go_when_the_day_begins_where_the_cohort_is(zone, before, on, cast):
    cast.cohort.zone = zone
    cast.cohort.save()
    make.set_note(cast.set_a, cast.participant_place)
    assert notes(now=before) == 0
    assert notes(now=on) == 1
    assert left() == (0, 0)


def test_notes_of_a_cohort_that_goes_on_stay(cast):
    make.set_note(cast.set_a, cast.participant_place)
    cast.cohort.ends_on = date(2027, 8, 31)
    cast.cohort.save()
    assert forget(now=OVER) == (0, 0)
    assert left() == (1, 0)


def test_a_dry_run_counts_and_deletes_nothing(cast):
    make.set_note(cast.set_a, cast.participant_place)
    make.set_note(cast.set_b, cast.other_set_place)
    make.draft(cast.participant_place)
    assert forget(now=OVER, dry_run=True) == (2, 1)
    assert left() == (2, 1)
    assert forget(now=OVER) == (2, 1)
    assert left() == (0, 0)


def test_once_more_changes_nothing_and_leaves_no_second_trace(cast):
    make.set_note(cast.set_a, cast.participant_place)
    forget(now=OVER)
    assert forget(now=OVER) == (0, 0)
    assert Event.objects.filter(verb="deleted notes of").count() == 1


def test_a_draft_goes_ninety_days_after_somebody_last_typed(cast):
    make.draft(cast.participant_place, changed_at=make.NOW)
    assert drafts(now=make.NOW + timedelta(days=90)) == 0
    assert drafts(now=make.NOW + timedelta(days=90, seconds=1)) == 1


def test_it_reads_no_words_to_delete_them(cast):
    make.set_note(cast.set_a, cast.participant_place)
    make.draft(cast.participant_place)
    with CaptureQueriesContext(connection) as queries:
        forget(now=OVER)
    assert [query["sql"] for query in queries if '."text"' in query["sql"] or '."fields"' in query["sql"]] == []
