"""What one reader sees of a challenge, of a set's and of a cohort's: assembled from what the querysets let through."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges import canvassing, mapping
from challenges.commenting import comments_on
from challenges.holding import asked_of
from challenges.models import Challenge, Comment, Commitment, Entry, Holder, ProgressNote, SelfCheck, StageMove, Trace
from challenges.readers import Cell, Circle, circle_of
from challenges.rules import may_change
from cohorts.audience import Audience, label
from cohorts.models import ActionLearningSet, Cohort, Membership, Shared
from cohorts.viewer import Viewer

DIARY = "diary"  # every kind of entry but progress


@dataclass
class Logged:
    """A line of the log: an entry that the viewer may read, or the date alone of one that they may not."""

    at: datetime
    entry: Entry | None = None
    comments: list[Comment] = field(default_factory=list)


@dataclass
class Moved:
    """A stage that a challenge came to; `move` has what changed, for those who may read it."""

    at: datetime
    stage: str
    move: StageMove | None


@dataclass
class Part:
    """A part of somebody's challenge with one label: how many there are, and who reads them."""

    kind: str
    label: str
    count: int
    cells: list[Cell]


@dataclass
class Row:
    """A member as the viewer sees them: what they know of, and what they may read."""

    place: Membership
    known: Challenge | None = None
    challenge: Challenge | None = None
    dates: list[datetime] = field(default_factory=list)
    entry: Entry | None = None
    commitments: list[Commitment] = field(default_factory=list)
    noted_at: datetime | None = None  # the last note to a line manager, where the viewer coordinates


def challenge_page(challenge: Challenge, viewer: Viewer) -> dict:
    """The page of one challenge for this viewer."""
    mine = may_change(viewer, challenge)
    named = "learning_set__adviser__person"  # the label names the set, and the author sees who that is
    seen = Entry.objects.visible_to(viewer).filter(challenge=challenge).select_related(named)
    promises = promised(challenge, viewer).select_related(named, "membership__person")
    knows = Challenge.objects.known_to(viewer).filter(pk=challenge.pk).exists()
    reads = mine or Challenge.objects.visible_to(viewer).filter(pk=challenge.pk).exists()
    checks = list(SelfCheck.objects.visible_to(viewer).filter(challenge=challenge).select_related(named))
    page = {
        "challenge": challenge,
        "mine": mine,
        "knows": knows,
        "reads": reads,
        "log": log(challenge, list(seen), knows, viewer),
        "commitments": in_order(promises),
        "check": checks[0] if checks else None,
        "moves": moves(challenge, viewer) if reads or knows else [],
        "trace": Trace.objects.visible_to(viewer).filter(membership=challenge.membership).first(),
        "maps": mapping.versions(challenge, viewer),
        "canvases": canvassing.titled(challenge, viewer),
    }
    if mine:
        thought = [*page["maps"], *(filled for _, filled in page["canvases"])]
        own = [one for one in page["commitments"] if one.membership_id == challenge.membership_id]
        rows = [challenge, *checks, *seen, *own, *thought]
        page["asked"] = asked_of(challenge.membership)
        page["parts"] = parts(rows, circle_of(challenge.membership))
    return page


def promised(challenge: Challenge, viewer: Viewer):
    """The commitments on the challenge, and those that its author holds with others."""
    held = Holder.objects.standing().said_yes().filter(membership=challenge.membership_id)
    theirs = Q(challenge=challenge) | Q(pk__in=held.values("commitment"))
    return Commitment.objects.visible_to(viewer).filter(theirs).with_holders()


def of_kind(lines: list[Logged], kind: str) -> list[Logged]:
    """The lines of one kind of entry, or of the practice diary; the dates of entries that are not shared left out."""
    return [
        line for line in lines if line.entry and (kind == line.entry.kind or (kind == DIARY and line.entry.in_diary))
    ]


def kinds_of(lines: list[Logged]) -> list[tuple[str, str]]:
    """What the log can be narrowed to, as (value, words): only kinds that are there, where there are two or more."""
    there = {line.entry.kind for line in lines if line.entry}
    diary = there - {Entry.Kind.PROGRESS}
    whole = [(DIARY, str(_("Practice diary")))] if len(diary) > 1 else []
    return [*whole, *(each for each in Entry.Kind.choices if each[0] in there)] if len(there) > 1 else []


def moves(challenge: Challenge, viewer: Viewer) -> list[Moved]:
    """The stages that the challenge came to, newest first: words for those who read it, stage and date for the rest."""
    seen = {move.pk: move for move in StageMove.objects.visible_to(viewer).filter(challenge=challenge)}
    rows = StageMove.objects.filter(challenge=challenge)
    return [Moved(row.at, row.get_stage_display(), seen.get(row.pk)) for row in rows]


def log(challenge: Challenge, seen: list[Entry], knows: bool, viewer: Viewer) -> list[Logged]:
    comments = comments_on(seen, challenge.membership, viewer)
    lines = [Logged(entry.at, entry, comments[entry.pk]) for entry in seen]
    if knows:
        unread = Entry.objects.filter(challenge=challenge).exclude(pk__in=[entry.pk for entry in seen])
        lines += [Logged(at) for at in unread.values_list("at", flat=True)]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def in_order(promises) -> list[Commitment]:
    """Open ones first, by date; then the others, the latest said first."""
    rows = list(promises)
    still = [row for row in rows if row.state == Commitment.State.OPEN]
    said = [row for row in rows if row.state != Commitment.State.OPEN]
    still.sort(key=lambda row: (row.due_on is None, row.due_on, row.pk))
    return still + sorted(said, key=lambda row: row.closed_at, reverse=True)


def parts(rows: list[Shared], circle: Circle) -> list[Part]:
    """Everything of the author's challenge, by label, with who reads it now."""
    counted = Counter((kind_of(row), row.audience, row.learning_set) for row in rows)
    circles = {of_set: Circle(circle.place, of_set) for *_, of_set in counted if of_set} | {None: circle}
    return [
        Part(kind, str(label(audience, of_set)), count, circles[of_set].row(Audience(audience)))
        for (kind, audience, of_set), count in counted.items()
    ]


def kind_of(row) -> str:
    return row._meta.model_name


def set_page(learning_set: ActionLearningSet, viewer: Viewer) -> list[Row]:
    """The members of a set, each with what they share with it or with the cohort."""
    places = Membership.objects.current().filter(seats__learning_set=learning_set, seats__left_at=None)
    rows = {place.pk: Row(place) for place in places.select_related("person", "organisation")}
    read_into(rows, viewer, lambda shared: shared.filter(audience__in=[Audience.SET, Audience.COHORT]), learning_set)
    return list(rows.values())


def cohort_page(cohort: Cohort, viewer: Viewer) -> list[Row]:
    """The participants of a cohort: stage and dates of each challenge, and the words the viewer may read."""
    rows = {row.place.pk: row for row in stages(cohort, viewer)}
    read_into(rows, viewer, lambda shared: shared)
    return list(rows.values())


def stages(cohort: Cohort, viewer: Viewer) -> list[Row]:
    """The same without a word: for a viewer whose own words are not locked."""
    places = Membership.objects.current().participants().filter(cohort=cohort)
    rows = {place.pk: Row(place) for place in places.select_related("person", "organisation")}
    known = Challenge.objects.known_to(viewer).filter(membership__in=rows)
    for challenge in known:
        rows[challenge.membership_id].known = challenge
    dates = Entry.objects.filter(challenge__in=known).values_list("membership_id", "at")
    for place, at in dates:
        rows[place].dates.append(at)
    if cohort.programme_id in viewer.programmes_coordinated:
        notes = ProgressNote.objects.sent().filter(membership__in=rows).order_by("sent_at")
        for place, at in notes.values_list("membership_id", "sent_at"):
            rows[place].noted_at = at
    return list(rows.values())


def read_into(rows: dict[int, Row], viewer: Viewer, narrowed, learning_set: ActionLearningSet | None = None) -> None:
    """Add to each row the words that the viewer may read: the challenge, the latest entry, the open commitments."""

    def readable(written):
        shared = narrowed(written.visible_to(viewer).filter(membership__in=rows)).select_related("learning_set")
        return [row for row in shared if learning_set is None or row.learning_set in (None, learning_set)]

    for challenge in readable(Challenge.objects):
        rows[challenge.membership_id].challenge = challenge
    for entry in readable(Entry.objects):  # newest first
        rows[entry.membership_id].entry = rows[entry.membership_id].entry or entry
    for commitment in readable(Commitment.objects.with_holders()):
        if commitment.state == Commitment.State.OPEN:
            rows[commitment.membership_id].commitments.append(commitment)
