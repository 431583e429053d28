import pytest

from cohorts.viewer import Viewer
from tests import factories as make
from tests.cast import ROLES
from workshops.models import Session
from workshops.querysets import WHOLE_COHORT, own
from workshops.rules import grant


@pytest.mark.parametrize("role", ROLES)
def test_what_is_granted_is_what_the_querysets_say(cast, role):
    meeting = {"kind": "set_meeting", "published": False}
    make.session(cast.cohort, "Set 1", learning_set=cast.set_a, **meeting)
    make.session(cast.cohort, "Set 2", learning_set=cast.set_b, **meeting)
    make.session(cast.cohort, "Coaching", kind="coaching", coaching_pair=cast.pair)
    make.session(cast.second_cohort, "Elsewhere")
    viewer = Viewer(getattr(cast, role))
    seen = list(Session.objects.visible_to(viewer).select_related("cohort", "learning_set"))
    grant(viewer, seen)
    shown = Session.objects.visible_to(viewer)
    for name, said in (
        ("is_run", shown.run_by(viewer)),
        ("reads_draft", shown.draft_open_to(viewer)),
        ("is_attended", shown.attended_by(viewer)),
        ("shows_words", shown.filter(WHOLE_COHORT | own(viewer))),
    ):
        assert {session.pk for session in seen if getattr(session, name)} == {session.pk for session in said}, name


def test_a_facilitator_who_advises_a_set_runs_its_meetings(cast):
    cast.set_a.adviser = cast.facilitator_place
    cast.set_a.save()
    meeting = make.session(cast.cohort, "Set 1", kind="set_meeting", learning_set=cast.set_a)
    grant(Viewer(cast.facilitator), [meeting])
    assert (meeting.is_run, meeting.is_attended, meeting.shows_words) == (True, True, True)


def test_an_administrator_as_such_knows_of_no_set_s_meeting(cast):
    meeting = make.session(cast.cohort, "Set 1", kind="set_meeting", learning_set=cast.set_a)
    assert meeting not in Session.objects.visible_to(Viewer(cast.administrator))
    assert cast.draft in Session.objects.run_by(Viewer(cast.administrator))
