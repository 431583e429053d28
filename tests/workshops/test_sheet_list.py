import pytest

from cohorts.viewer import Viewer
from tests import factories as make
from workshops.sheet_list import BY_NAME, KINDS, THOSE_WHO_RUN, printable
from workshops.sheets import SHEETS
from workshops.views.fetch import session_seen


def names(viewer, session):
    return [kind.name for kind in printable(session_seen(viewer, session.pk), viewer)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_sheet_of_the_list_has_its_file_and_its_words(kind):
    assert (SHEETS / f"{kind.file}.typ").exists()
    assert kind.label
    assert kind.about


def test_every_file_of_a_sheet_is_on_the_list():
    of_a_cohort, of_what_people_wrote = {"programme", "certificate"}, {"map", "progress-note", "recap", "story"}
    made = {path.stem for path in SHEETS.glob("*.typ") if "#let make(d)" in path.read_text()}
    assert made - of_a_cohort - of_what_people_wrote == {kind.file for kind in KINDS}


def test_no_name_stands_twice():
    assert len(BY_NAME) == len(KINDS)


def test_whoever_runs_a_session_may_print_all_that_is_for_those_who_run_it(cast):
    run = [kind.name for kind in KINDS if kind.readers in THOSE_WHO_RUN]
    assert set(run) <= set(names(Viewer(cast.facilitator), cast.workshop))


@pytest.mark.parametrize("readers", sorted(THOSE_WHO_RUN))
def test_those_who_run_a_session_are_among_the_readers_that_are_taken_for_granted(cast, readers):
    for kind in KINDS:
        if kind.readers == readers:
            assert kind.open_to(Viewer(cast.facilitator)).filter(pk=cast.workshop.pk).exists()


def test_an_adviser_prints_what_prepares_the_session_and_not_the_register(cast):
    assert "running-order" in names(Viewer(cast.adviser), cast.draft)
    assert "register" not in names(Viewer(cast.adviser), cast.draft)


def test_a_participant_prints_the_agenda_and_nothing_for_those_who_run_it(cast):
    assert "agenda" in names(Viewer(cast.participant), cast.workshop)
    assert not {"running-order", "register"} & set(names(Viewer(cast.participant), cast.workshop))


def test_what_is_for_a_whole_cohort_is_not_offered_for_the_meeting_of_a_set(cast):
    meeting = make.session(cast.cohort, "Set day", kind="set_meeting", learning_set=cast.set_a)
    offered = names(Viewer(cast.adviser), meeting)
    assert "register" in offered
    assert not {kind.name for kind in KINDS if kind.whole_cohort} & set(offered)


def test_every_sheet_is_a_link_on_the_page_of_the_session_where_the_canaries_look_for_it(client, cast):
    client.force_login(cast.facilitator)
    page = client.get(cast.workshop.get_absolute_url()).content.decode()
    offered = printable(session_seen(Viewer(cast.facilitator), cast.workshop.pk), Viewer(cast.facilitator))
    for kind in offered:
        if not (kind.needs_edition or kind.family):
            assert f"{kind.name}.pdf" in page
