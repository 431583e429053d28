"""Which comments stand beside an entry."""

from collections import defaultdict

from challenges.models import Comment, Entry
from challenges.readers import Circle
from cohorts.models import Membership, Person
from cohorts.viewer import Viewer


def comments_on(entries: list[Entry], author: Membership, viewer: Viewer) -> dict[int, list[Comment]]:
    """By the number of an entry that the viewer reads: what was said to it by those who read it now.

    Each knows whether the viewer `may_delete` it.
    """
    kept: dict[int, list[Comment]] = defaultdict(list)
    rows = Comment.objects.filter(entry__in=entries).select_related("by")
    of_number, readers = {entry.pk: entry for entry in entries}, Readers(author)
    mine = author.pk in viewer.membership_ids
    for comment in rows:
        if comment.by in readers.of(of_number[comment.entry_id]):
            comment.may_delete = mine or comment.by_id == viewer.person.pk  # type: ignore[attr-defined]
            kept[comment.entry_id].append(comment)
    return kept


class Readers:
    """Who reads an author's entries now, worked out once for each set that one names."""

    def __init__(self, author: Membership) -> None:
        self.author = author
        self.circles: dict[int | None, Circle] = {}

    def of(self, entry: Entry) -> set[Person]:
        if entry.learning_set_id not in self.circles:
            self.circles[entry.learning_set_id] = Circle(self.author, entry.learning_set)
        return self.circles[entry.learning_set_id].readers(entry.audience) | {self.author.person}
