from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Case, Count, IntegerField, Q, Value, When, Window

from cohorts.finding import SHOWN, Found, holds, nearest
from cohorts.models import Membership, Nomination, Person
from cohorts.viewer import Viewer


def found(viewer: Viewer, words: Sequence[str]) -> Found:
    """People the viewer may see, each with `places`, those of theirs that the viewer may see.

    By name for everybody; by address too for their own office, which alone is shown it. Whoever left is found by it.
    """
    ours = Membership.objects.coordinated_by(viewer)
    theirs = Membership.objects.visible_to(viewer).exclude(pk__in=ours.values("pk"))
    named = [] if viewer.is_administrator else by_name(theirs, words)
    everybody = Q(pk__in=ours.values("person")) | Q(pk__in=named)
    people = Person.objects.matching(" ".join(words)).filter(everybody, erased_at=None)
    people = people.annotate(distance=nearness(words), number=Window(Count("*")))  # counted in the same reading
    rows = list(people.order_by("distance", "sort_key", "pk").only("name", "title", "known_as")[:SHOWN])
    return Found(with_places(viewer, rows), rows[0].number - len(rows) if rows else 0)


def nominated(viewer: Viewer, words: Sequence[str]) -> Found:
    """Whom employers would send to the viewer's cohorts and who has no place, by name and address."""
    nominations = Nomination.objects.kept_by(viewer).exclude(state=Nomination.State.ACCEPTED)
    return nearest(words, nominations, "name", "email", shown=nominations.select_related("cohort"))


def by_name(places, words: Sequence[str]) -> list[int]:
    """Whose name holds the words: few, as nobody but an office sees more than the people of their own cohorts."""
    likely = places.filter(person__in=Person.objects.matching(" ".join(words)), person__erased_at=None)
    names = likely.order_by().values_list("person", "person__name", "person__known_as").distinct()
    return [pk for pk, name, known_as in names if holds(words, name, known_as)]


def nearness(words: Sequence[str]) -> Case:
    """First those whose name begins with what was typed, then whose surname or a later name does."""
    typed = " ".join(words)
    begins = When(search_key__startswith=typed, then=Value(0))
    surname = When(sort_key__startswith=typed, then=Value(1))
    later = When(search_key__contains=f" {typed}", then=Value(1))
    return Case(begins, surname, later, default=Value(2), output_field=IntegerField())


def with_places(viewer: Viewer, people: list[Person]) -> list[Person]:
    """Each with `places`: current ones first, then the newest."""
    places = Membership.objects.visible_to(viewer).filter(person__in=[person.pk for person in people])
    theirs = defaultdict(list)
    for place in places.select_related("organisation", "cohort__programme").order_by("left_at", "-cohort__starts_on"):
        theirs[place.person_id].append(place)
    for person in people:
        person.places = sorted(theirs[person.pk], key=lambda place: place.left_at is not None)
    return people
