import pytest

from cohorts.viewer import Viewer
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
    shared = {"lib", "pack", "canvas-layouts", "logos", "office"}
    assert {path.stem for path in SHEETS.glob("*.typ")} - shared == {kind.file for kind in KINDS}


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
