"""Doors to maps and canvases. The cast's participant is the author, and alone reads them."""

import uuid

from challenges.models import FilledCanvas, Map
from tests import factories as make
from tests.doors.challenges import AUTHOR, INSIDE, KNOWN, SEEN_NOT_CHANGED, challenge
from tests.doors.door import Door

# Everybody with a part in a programme; administrators see every cohort.
IN_A_PROGRAMME = (
    *("participant", "set_mate", "other_set", "other_cohort", "facilitator", "other_facilitator", "adviser"),
    *("other_adviser", "coach", "other_coach", "coordinator", "administrator"),
)


def a_map(cast):
    return Map.objects.first() or make.map_of(challenge(cast))


def stakeholder(cast):
    return a_map(cast).stakeholders.first() or make.stakeholder(a_map(cast))


def two_versions(cast):
    a_map(cast)
    if Map.objects.count() == 1:
        make.map_of(challenge(cast))
    return list(Map.objects.values_list("pk", flat=True)[:2])


def canvas(cast):
    return FilledCanvas.objects.first() or make.canvas(challenge(cast))


def somebody(cast):
    return {"name": "Chair", "says": "both", "stands": "for", "key": uuid.uuid4()}


DOORS = [
    Door(
        "challenges:start_map",
        AUTHOR,
        args=lambda cast: [challenge(cast).pk],
        method="POST",
        form=lambda cast: {"audience": "me", "key": uuid.uuid4()},
        status=302,
        exceptions=SEEN_NOT_CHANGED,
    ),
    Door("challenges:map", AUTHOR, args=lambda cast: [a_map(cast).pk]),
    Door("challenges:map_sheet", AUTHOR, args=lambda cast: [a_map(cast).pk]),
    Door("challenges:share_map", AUTHOR, args=lambda cast: [a_map(cast).pk]),
    Door("challenges:compare_maps", AUTHOR, args=two_versions),
    Door(
        "challenges:add_stakeholder",
        AUTHOR,
        args=lambda cast: [a_map(cast).pk],
        method="POST",
        form=somebody,
        status=302,
    ),
    Door("challenges:edit_stakeholder", AUTHOR, args=lambda cast: [stakeholder(cast).pk]),
    Door("challenges:remove_stakeholder", AUTHOR, args=lambda cast: [stakeholder(cast).pk]),
    Door("challenges:set_maps", INSIDE, args=lambda cast: [cast.set_a.pk]),
    Door("challenges:canvases", KNOWN, args=lambda cast: [challenge(cast).pk]),
    Door(
        "challenges:fill_canvas",
        AUTHOR,
        args=lambda cast: [challenge(cast).pk, "public-narrative"],
        exceptions=SEEN_NOT_CHANGED,
    ),
    Door("challenges:canvas", AUTHOR, args=lambda cast: [canvas(cast).pk]),
    Door("challenges:canvas_sheet", AUTHOR, args=lambda cast: [canvas(cast).pk]),
    Door("challenges:edit_canvas", AUTHOR, args=lambda cast: [canvas(cast).pk]),
    Door("challenges:share_canvas", AUTHOR, args=lambda cast: [canvas(cast).pk]),
    Door("challenges:blank_canvas", IN_A_PROGRAMME, args=lambda cast: ["and-not-or"]),
]
