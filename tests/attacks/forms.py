"""Attacks by what stands in a form or in a link: rights, ids, links, addresses, words."""

import uuid
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cohorts.models import Invitation
from cohorts.services import feeds, invitations
from tests import factories as make
from tests.attacks.attack import AUTHOR, EVERYBODY, OFFICE, OTHERS, SIGNED_IN, STRANGER, STRANGERS, Attack, get, post
from tests.attacks.places import (
    about_me,
    door,
    edit_challenge,
    import_list,
    invite,
    materials,
    paste,
    preview,
    share_entry,
    throw_draft,
    write,
)
from tests.doors.challenges import challenge, entry
from workshops import reply_links
from workshops.models import Material
from workshops.services.speaking import token_of

FAR = "9" * 30
SCRIPT = "<script>alert(1)</script>"
WORDS = {"title": "Mine", "statement": "Mine now", "audience": "me"}
PROBLEM = "There is a problem"
NOTHING_HERE = "There is nothing here for you"
LINKS = ("anonymous", "participant", "set_mate", "coordinator", "administrator")
NEVER = "participant@cast.example"


def raised(cast):
    """All rights of a person, in a form that cannot be saved for another reason."""
    return {
        "name": "",
        "is_administrator": "on",
        "is_active": "on",
        "email": "x@evil.example",
        "pk": cast.administrator.pk,
    }


def moved(cast):
    return {"mobile": "x" * 500, "role": "facilitator", "cohort": cast.second_cohort.pk, "person": cast.coach.pk}


def others_places(cast):
    return {"places": [cast.other_cohort_place.pk, cast.participant_place.pk]}


def others_set(cast):
    return WORDS | {"audience": "set", "learning_set": cast.set_b.pk}


def mail(**fields):
    return {"to": "participants", "subject": "Car park", "words": "It is shut.", "key": uuid.uuid4()} | fields


RIGHTS = [
    Attack("making oneself an administrator", post("/me/about/", raised), (422,), SIGNED_IN, PROBLEM),
    Attack("making oneself a facilitator", post(about_me, moved), (422,), AUTHOR, PROBLEM),
    Attack("the place of somebody else", post(about_me, {"mobile": "07"}), (404,), STRANGERS, NOTHING_HERE),
    Attack("rewriting the words of others", post(edit_challenge, WORDS), (403, 404), OTHERS, hides="Mine now"),
    Attack("sharing the words of others", post(share_entry, {"audience": "cohort"}), (403, 404), OTHERS),
    Attack("throwing away the draft of others", post(throw_draft), (404,), OTHERS, NOTHING_HERE),
    Attack("reading the words of others", get(lambda cast: entry(cast) and own(cast)), (200, 403, 404), OTHERS, hides="They listened."),
    Attack("a reader that there is not", post(edit_challenge, WORDS | {"audience": "world"}), (422,), AUTHOR, PROBLEM),
    Attack("two readers at once", post(edit_challenge, WORDS | {"audience": ["me", "world"]}), (422,), AUTHOR, PROBLEM),
    Attack("the set of others as a reader", post(edit_challenge, others_set), (422,), AUTHOR, PROBLEM),
    Attack("a set beyond counting as a reader", post(edit_challenge, WORDS | {"audience": "set", "learning_set": FAR}), (422,), AUTHOR, PROBLEM),
    Attack("inviting people of another cohort in a list", post(invite, others_places), (422,), ("coordinator",), PROBLEM),
    Attack("inviting without looking after the cohort", post(invite, others_places), (403, 404), ("participant", "coach", "other_coordinator", "withdrawn", "sponsor")),
    Attack("places beyond counting", post(invite, {"places": [FAR, "-1", "0"]}), (422,), ("coordinator",), PROBLEM),
    Attack("places that are words", post(invite, {"places": ["1 OR 1=1", "'; DROP TABLE cohorts_person; --"]}), (422,), ("coordinator",), PROBLEM),
    Attack("the list that somebody else brings in", get(lambda cast: reverse("cohorts:import_preview", args=preview(cast))), (403, 404), ("other_coordinator", "facilitator", "participant", "administrator")),
    Attack("saving the list of somebody else", post(lambda cast: reverse("cohorts:import_confirm", args=preview(cast))), (403, 404), ("other_coordinator", "facilitator", "participant", "administrator")),
    Attack("the list in the cohort of others", get(lambda cast: reverse("cohorts:import_preview", args=[cast.second_cohort.pk, preview(cast)[1]])), (302,), ("coordinator",), hides="list.csv"),
    Attack("writing to the people of another programme", post(write, mail()), (404,), ("participant", "other_coordinator", "sponsor", "withdrawn"), NOTHING_HERE),
    Attack("a circle of nobody", post(write, mail(to=FAR)), (422,), ("coordinator",), PROBLEM),
]  # fmt: skip


def own(cast):
    return reverse("challenges:challenge", args=[challenge(cast).pk])


def sheet(name):
    """The printed sheet of something of the participant."""
    return door(name)


FILES = [
    Attack("the printed map of others", get(door("challenges:map_sheet")), (404,), ("anonymous", "other_cohort", "other_set", "coordinator", "other_coordinator", "administrator", "sponsor", "withdrawn")[1:], NOTHING_HERE, "%PDF"),
    Attack("the printed canvas of others", get(door("challenges:canvas_sheet")), (404,), ("other_cohort", "other_set", "coordinator", "other_coordinator", "administrator", "sponsor", "withdrawn"), NOTHING_HERE, "%PDF"),
    Attack("the file of another programme", get(lambda cast: reverse("workshops:material", args=[slides(cast).pk])), (404,), ("other_cohort", "other_coordinator", "sponsor", "withdrawn"), NOTHING_HERE, "What we said"),
    Attack("the pages of files of others", get(materials), (403, 404), ("participant", "coach", "other_coordinator", "sponsor", "withdrawn")),
]  # fmt: skip


def slides(cast):
    day = cast.workshop.days.get()
    item = day.items.first() or make.item(day)
    known = Material.objects.filter(item=item).first()
    return known or make.material(item, by=cast.coordinator, readers="facilitators")


# Links that open something without signing in


def invited(cast, **fields):
    fields = {"nonce": "n", "by": cast.coordinator, "sent_at": timezone.now()} | fields
    row, _ = Invitation.objects.get_or_create(membership=cast.set_mate_place, defaults=fields)
    return row


def invitation(cast, token=None):
    row = invited(cast)
    return reverse("invitation", args=[row.pk, token or invitations.token_of(row)])


def accepted(cast):
    row = invited(cast, accepted_at=timezone.now())
    return reverse("invitation", args=[row.pk, invitations.token_of(row)])


def lapsed(cast):
    row = invited(cast, sent_at=timezone.now() - timedelta(days=400))
    return reverse("invitation", args=[row.pk, invitations.token_of(row)])


def another_speaker(cast):
    one = cast.workshop.speakers.first() or make.speaker(cast.workshop)
    two = cast.workshop.speakers.exclude(pk=one.pk).first() or make.speaker(cast.workshop, "Lee Marsh")
    return reverse("workshops:speak", args=[two.pk, token_of(one)])


def reply_for(cast, principal):
    mine = reply_links.token(cast.workshop.pk, cast.set_mate.pk, cast.set_mate)
    return reverse("workshops:reply_link", args=[cast.workshop.pk, principal.pk, cast.set_mate.pk, mine])


def calendar(cast):
    person = cast.participant
    if not person.feed_nonce:
        cast.participant = person = feeds.renew(person=person, by=person, now=make.NOW)
    return feeds.token_of(person)


def others_calendar(cast):
    return reverse("workshops:feed", args=[cast.set_mate.pk, calendar(cast)])


LINK_ATTACKS = [
    Attack("an invitation with a guess", get(lambda cast: invitation(cast, "0" * 64)), (404,), EVERYBODY, NOTHING_HERE),
    Attack("an invitation in other letters", get(lambda cast: invitation(cast).upper().replace("INVITATION", "invitation")), (404,), LINKS, NOTHING_HERE),
    Attack("taking an invitation with a guess", post(lambda cast: invitation(cast, "é")), (404,), LINKS, NOTHING_HERE),
    Attack("the token of one thing for another", get(lambda cast: invitation(cast, token_of(speaker(cast)))), (404,), LINKS, NOTHING_HERE),
    Attack("an invitation used before", post(accepted), (410,), STRANGER, hides="Sign out"),
    Attack("an invitation that lapsed", post(lapsed), (410,), STRANGER, hides="Sign out"),
    Attack("the link of another speaker", get(another_speaker), (404,), LINKS, hides="Lee Marsh"),
    Attack("answering for another speaker", post(another_speaker, {"answer": "yes"}), (404,), LINKS, hides="Lee Marsh"),
    Attack("replying for somebody else by one's own link", post(lambda cast: reply_for(cast, cast.participant), {"x": "1"}), (404,), LINKS, hides="Sam Okafor</h1>"),
    Attack("the calendar of somebody else", get(others_calendar), (404,), LINKS, NOTHING_HERE, "BEGIN:VCALENDAR"),
    Attack("the calendar of somebody else by its mark", get(others_calendar, headers={"if-none-match": "*"}), (404,), LINKS, NOTHING_HERE),
    Attack("ending the mails of others with a guess", post(lambda cast: reverse("reminders:stop", args=[cast.participant.pk, "nudge", "0" * 64])), (404,), LINKS, NOTHING_HERE),
    Attack("confirming an address with a guess", post("/address-change/1/guess/"), (404,), LINKS, NOTHING_HERE),
    Attack("setting up the house a second time", post("/set-up/administrator:1abc:forged/", {"name": "Me", "email": "me@evil.example"}), (404,), LINKS, NOTHING_HERE),
]  # fmt: skip


def speaker(cast):
    return cast.workshop.speakers.first() or make.speaker(cast.workshop)


# Signing in


def asked(address):
    return post("/sign-in/", {"email": address})


SIGN_IN = [
    Attack("an address with a Cyrillic letter", asked("pаrticipant@cast.example"), (302, 422), hides="Welcome"),
    Attack("an address with full-width letters", asked("ｐarticipant@cast.example"), (302, 422), hides="Welcome"),
    Attack("a script as an address to sign in", asked(f"{SCRIPT}@cast.example"), (422,), says=PROBLEM, hides=SCRIPT),
    Attack("two addresses at once", asked(f"{NEVER},me@evil.example"), (422,), says=PROBLEM),
    Attack("an address with a header", asked(f"{NEVER}\r\nBcc: me@evil.example"), (422,), says=PROBLEM),
    Attack("an address with a NUL", asked(f"{NEVER}\0"), (422,), says=PROBLEM),
    Attack("an address that takes long to read", asked("a" * 50_000 + "@" + "a." * 50_000), (422,), says=PROBLEM),
    Attack("two boxes of one name", post("/sign-in/", {"email": ["x", "y"]}), (422,), says=PROBLEM),
    Attack("a code that nobody asked for", post("/sign-in/code/", {"code": "123456"}), (302,), to="/sign-in/"),
    Attack(
        "a second step without the first", post("/sign-in/authenticator/", {"code": "123456"}), (302,), to="/sign-in/"
    ),
    Attack("the query of a database as an address", asked("' OR 1=1 --@cast.example"), (422,), says=PROBLEM),
]

# Words


def titled(text):
    """The text as a title, in a form that lacks something else."""
    return post(edit_challenge, WORDS | {"title": text, "statement": ""})


WORDED = [
    Attack("a script in a form that comes back", titled(SCRIPT), (422,), AUTHOR, "&lt;script&gt;", SCRIPT),
    Attack("an end of the box in a form that comes back", titled('"><img src=x onerror=alert(1)>'), (422,), AUTHOR, PROBLEM, "<img src=x"),
    Attack("the language of templates", titled("{{ request.user.email }}{% debug %}"), (422,), AUTHOR, "{{ request.user.email }}"),
    Attack("a NUL in a box", titled("a\0b"), (422,), AUTHOR, PROBLEM),
    Attack("half a character in a box", post(edit_challenge, "title=%ed%a0%80&statement=&audience=me", content_type="application/x-www-form-urlencoded"), (422,), AUTHOR, PROBLEM),
    Attack("a broken character in a box", post(edit_challenge, "title=%c0%af&statement=&audience=me", content_type="application/x-www-form-urlencoded"), (422,), AUTHOR, PROBLEM),
    Attack("a title without end", titled("x" * 200_000), (422,), AUTHOR, PROBLEM),
    Attack("a header in a subject", post(write, mail(subject="Hello\r\nBcc: all@evil.example")), (422,), ("coordinator",), "one line"),
    Attack("a placeholder that reaches in", post(write, mail(words="{who.__class__.__mro__}")), (422,), ("coordinator",), PROBLEM),
    Attack("a key that is no key", post(write, mail(key="1 OR 1=1")), (422,), ("coordinator",)),
    Attack("a script as a link", post(materials, {"link": "javascript:alert(1)", "readers": "delegates"}), (422,), OFFICE, PROBLEM),
    Attack("data as a link", post(materials, {"link": "data:text/html,x", "readers": "delegates"}), (422,), OFFICE, PROBLEM),
    Attack("a file of the server as a link", post(materials, {"link": "file:///etc/passwd", "readers": "delegates"}), (422,), OFFICE, PROBLEM, "root:"),
    Attack("a protocol of old as a link", post(materials, {"link": "gopher://127.0.0.1:6379/_FLUSHALL", "readers": "delegates"}), (422,), OFFICE, PROBLEM),
    Attack("an agenda that takes long to read", post(paste, {"text": "09:00 - " * 20_000}), (200, 422), OFFICE),
    Attack("an agenda of spaces", post(paste, {"text": " " * 500_000 + "x"}), (422,), OFFICE, PROBLEM),
    Attack("an agenda of brackets", post(paste, {"text": "(" * 100_000}), (422,), OFFICE, PROBLEM),
    Attack("a list where a file belongs", post(import_list, {"list": "=cmd|' /C calc'!A0"}), (422,), ("coordinator",), PROBLEM),
]  # fmt: skip

ATTACKS = [*RIGHTS, *FILES, *LINK_ATTACKS, *SIGN_IN, *WORDED]
