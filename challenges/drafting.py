"""What goes with a form whose words are kept while they are typed, and the pass that keeps them after a sign-in ended.

The pass is signed when the page is made for its author. It lets that one form be put among the author's drafts, and
opens nothing: a phone whose sign-in has run out can save what was typed and can read none of it.
"""

import uuid
from datetime import timedelta

from django.core import signing

SALT = "challenges.drafting"
GOOD_FOR = timedelta(days=60)  # longer than anybody leaves a page open
LONGEST = 1_000_000  # characters of one draft: three books' worth


def pass_for(place: int, key: uuid.UUID) -> str:
    """The pass for the form `key` of the place with this number."""
    return signing.dumps([place, str(key)], salt=SALT)


def opened(written: str) -> tuple[int, uuid.UUID] | None:
    """The place and the key that a pass was made for; None for one that was not made here, or is too old."""
    try:
        place, key = signing.loads(written, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return place, uuid.UUID(key)


def typed(data, names) -> dict[str, str]:
    """The fields as they were typed; a NUL, which no database keeps, left out."""
    return {name: data.get(name, "").replace("\0", "") for name in names if data.get(name)}
