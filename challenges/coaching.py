"""What the pages of coaching show to whoever opens them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from challenges.models import Assessment, CoachingNote, Interview, Moment
from challenges.questions import Question, interview, strengths
from cohorts.models import CoachingPair, Cohort, Membership
from cohorts.viewer import Viewer
from workshops.models import CoachingSlot, SessionDay


@dataclass
class Row:
    """A pair with its standing dates: those ahead, soonest first, and those past, latest first."""

    pair: CoachingPair
    ahead: list[SessionDay]
    past: list[SessionDay]


def rows(pairs: Iterable[CoachingPair], now: datetime) -> list[Row]:
    """Each pair with its dates, in one query for all of them."""
    pairs = list(pairs)
    days = SessionDay.objects.standing().filter(session__coaching_pair__in=pairs)
    of: dict[int, list[SessionDay]] = {pair.pk: [] for pair in pairs}
    for day in days.select_related("session__slot", "venue", "room").order_by("starts_at", "pk"):
        of[day.session.coaching_pair_id].append(day)
    return [Row(pair, *divided(of[pair.pk], now)) for pair in pairs]


def divided(days: list[SessionDay], now: datetime) -> tuple[list[SessionDay], list[SessionDay]]:
    return [day for day in days if day.ends_at > now], [day for day in reversed(days) if day.ends_at <= now]


def my_pairs(viewer: Viewer) -> list[CoachingPair]:
    """The pairs the viewer is one of and that work together now."""
    return list(CoachingPair.objects.going().opened_by(viewer).with_people())


def people_context(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """`people`: whom the viewer coaches, with their dates; {} for whoever is no coach."""
    if not viewer.coaches:
        return {}
    return {"people": rows((pair for pair in my_pairs(viewer) if coaches(viewer, pair)), now)}


def coaches(viewer: Viewer, pair: CoachingPair) -> bool:
    return pair.coach_id in viewer.membership_ids


def my_slots(viewer: Viewer, now: datetime) -> list[CoachingSlot]:
    """The times ahead that the viewer keeps free as coach, with who has booked them."""
    slots = CoachingSlot.objects.offered_by(viewer).ahead(now).with_standing()
    return list(slots.select_related("venue", "coach__cohort", "session__coaching_pair__coachee__person"))


def pair_page(pair: CoachingPair, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """Dates, slots, notes and interviews of a pair, as far as the viewer, one of the two, may read them."""
    row = rows([pair], now)[0]
    is_coach = coaches(viewer, pair)
    return {
        "pair": pair,
        "is_coach": is_coach,
        "me": (pair.coach if is_coach else pair.coachee).pk,
        "viewer_reads": viewer.reads_words,
        "other": pair.coachee if is_coach else pair.coach,
        "row": row,
        "booked": next((day for day in row.ahead if hasattr(day.session, "slot") and day.starts_at > now), None),
        "slots": list(CoachingSlot.objects.open_to(pair, now).select_related("venue")),
        "notes": list(CoachingNote.objects.visible_to(viewer).filter(pair=pair).select_related("author__person")),
        "interviews": interviews_of(pair, viewer),
        "assessments": list(Assessment.objects.visible_to(viewer).filter(membership=pair.coachee_id)),
        "moments": Moment.choices,
    }


def interviews_of(pair: CoachingPair, viewer: Viewer) -> list[Interview]:
    """Those of the pair that the viewer may read, the earlier first."""
    found = Interview.objects.visible_to(viewer).filter(pair=pair).select_related("author__person")
    return sorted(found, key=lambda each: (each.author_id, Moment.values.index(each.moment)))


@dataclass
class Answers:
    """What one of the pair answered at both moments, question by question."""

    author: Membership
    before: Interview | None
    after: Interview | None

    @property
    def both(self) -> list[Interview]:
        """Those there are."""
        return [each for each in (self.before, self.after) if each]

    @property
    def lines(self) -> list[tuple[Question, str, str]]:
        """(question, answer at the start, answer at the end); an answer that is not there is empty."""
        return [(question, said(self.before, question), said(self.after, question)) for question in interview()]


def side_by_side(pair: CoachingPair, viewer: Viewer) -> list[Answers]:
    """The interviews that the viewer may read, one table for each of the two."""
    found = {(each.author_id, each.moment): each for each in interviews_of(pair, viewer)}
    both = [
        Answers(place, found.get((place.pk, Moment.BEFORE)), found.get((place.pk, Moment.AFTER)))
        for place in (pair.coachee, pair.coach)
    ]
    return [each for each in both if each.before or each.after]


def said(found: Interview | None, question: Question) -> str:
    return found.answers.get(question.key, "") if found else ""


def cohort_rows(cohort: Cohort, viewer: Viewer, now: datetime) -> list[tuple[Membership, Row | None]]:
    """Each participant with the pair they are coached in, or None; dates only to the programme's own office."""
    pairs = list(CoachingPair.objects.going().filter(coachee__cohort=cohort).with_people())
    reads_dates = cohort.programme_id in viewer.programmes_coordinated
    found = rows(pairs, now) if reads_dates else [Row(pair, [], []) for pair in pairs]
    of = {row.pair.coachee_id: row for row in found}
    places = Membership.objects.current().participants().filter(cohort=cohort).in_order()
    return [(place, of.get(place.pk)) for place in places]


def answers_in_words(found: Interview) -> list[tuple[str, str]]:
    """(question, answer) of what is answered."""
    asked = ((question.at(found.moment), said(found, question)) for question in interview())
    return [(question, answer) for question, answer in asked if answer]


def ratings_in_words(found: Assessment) -> list[tuple[str, str]]:
    """(what is rated, the number) of what is rated, and both boxes."""
    rated = [(question.text, str(found.ratings.get(question.key, ""))) for question in strengths()]
    return [(what, number) for what, number in [*rated, ("", found.strengths), ("", found.needs)] if number]
