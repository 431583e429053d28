"""A token in every confidential field, and which roles may meet it. Written out by hand, not derived from the table."""

from datetime import time, timedelta
from itertools import count

from django.db import models
from django.utils import timezone

from challenges.models import (
    Agreement,
    Assessment,
    Challenge,
    Comment,
    Commitment,
    Disclosure,
    Draft,
    Entry,
    Feedback,
    OfPair,
    Reflection,
    SelfCheck,
    SetNote,
    StageMove,
    Stakeholder,
    Trace,
    TracePart,
)
from cohorts.audience import Audience
from cohorts.models import Complaint, Membership, Needs, Shared
from tests import factories as make
from workshops.models import Voice

numbers = count(1)
OFFERED = "11:37"  # when the date on offer would begin: no other hour on any page is this one
SOMEBODY = "told of access needs"  # in words of the page that name nobody
ARRANGE_ROOMS = {"facilitator", "coordinator"}

# Of what somebody in the participant's own set writes. The author always reads it too.
MAY_READ = {
    Audience.ONLY_ME: set(),
    Audience.SET: {"participant", "set_mate", "adviser"},
    Audience.FACILITATORS: {"facilitator"},
    Audience.COHORT: {
        "participant",
        "set_mate",
        "other_set",
        "adviser",
        "other_adviser",
        "coach",
        "other_coach",
        "facilitator",
        "coordinator",
    },
}
# Of the participant's own needs, of how to reach a speaker, and of a facilitator's notes on the agenda.
MAY_SEE = {
    "mobile": {"participant", "coordinator", "facilitator", "office_contact"},
    "diet": {"participant", "coordinator", "office_contact"},
    "access": {"participant", "coordinator", "office_contact", "facilitator"},
    "emergency": {"participant", "coordinator", "office_contact", "facilitator"},
    "reply": {"participant", "office_contact", "facilitator", "coordinator"},
    "nominated": {"participant", "coordinator"},
    "nominee": {"coordinator"},
    "costcode": {"participant", "coordinator"},
    "release": {"participant", "coordinator"},
    "ownband": {"participant", "coordinator"},
    "speakeremail": {"facilitator", "coordinator", "administrator"},
    "speakermobile": {"facilitator", "coordinator", "administrator"},
    "notes": {"facilitator", "coordinator", "administrator", "adviser", "other_adviser"},
    "file": {"facilitator", "coordinator", "administrator", "adviser", "other_adviser"},
    "template": {"facilitator", "other_facilitator", "coordinator", "administrator"},
}


def plant(cast):
    """Fill every field, and give {token: roles that may meet it} for words and for the rest."""
    words = {}
    for audience in Audience:  # one challenge a person: so a person for each label
        author = make.place(cast.cohort, make.person(f"Author {audience.value}"))
        cast.set_a.seats.create(membership=author, joined_at=make.NOW)
        write(cast, author, audience, words)
    mine = write(cast, cast.participant_place, Audience.ONLY_ME, words, author="participant")
    for challenge, author in ((mine, "participant"), (Challenge.objects.get(audience=Audience.SET), "")):
        say(cast, challenge, words, author)
    typed(cast, words)
    old_set(cast, mine, words)
    rules(cast, words)
    room(cast, words)
    set_room(cast, words)
    looking_back(cast, words)
    comments(cast, mine, words)
    stories(cast, words)
    coaching(cast, words)
    set_notes(cast, words)
    disclosures(cast, words)
    complaints(cast, words)
    return words, rest(cast)


def write(cast, place, audience, tokens, author=""):
    """A challenge, its four marks for the same readers, and a stage, which has the readers of the challenge."""
    made = make.challenge(place, **filled(Challenge, audience, author, tokens), **readers(cast, audience))
    make.self_check(made, **filled(SelfCheck, audience, author, tokens), **readers(cast, audience))
    make.stage_move(made, **filled(StageMove, audience, author, tokens))
    return made


def typed(cast, tokens):
    """Two drafts: what is typed and not sent is its author's alone, though it names other readers."""
    tokens["canarytypedend"] = {"participant"}
    tokens["canarytypednextend"] = set()
    make.draft(cast.participant_place, fields={"happened": "canarytypedend", "audience": "cohort"})
    shared = Challenge.objects.get(audience=Audience.COHORT).membership
    make.draft(shared, fields={"next": "canarytypednextend", "audience": "cohort"})


def say(cast, challenge, tokens, author):
    """An entry, an open and a closed commitment with every label."""
    place = challenge.membership
    for each in Audience:
        shown = readers(cast, each)
        make.entry(challenge, **filled(Entry, each, author, tokens), **shown)
        still = filled(Commitment, each, author, tokens, without="outcome")
        held(cast, make.commitment(place, challenge=challenge, **still, **shown))
        said = {"state": "done", "closed_at": make.NOW}
        make.commitment(place, challenge=challenge, **filled(Commitment, each, author, tokens), **shown, **said)
        think(challenge, each, author, tokens, shown)


def held(cast, made):
    """Two said yes to making it together: that lets nobody read what they could not read without."""
    for place in (cast.set_mate_place, cast.other_set_place):
        made.holders.create(membership=place, asked_at=make.NOW, yes_at=make.NOW)


def think(challenge, audience, author, tokens, shown):
    """A map with somebody on it, and a canvas."""
    on = make.map_of(challenge, **shown)
    make.stakeholder(on, **filled(Stakeholder, audience, author, tokens))
    make.canvas(challenge, answers={"self": token(audience, author, tokens)}, **shown)


def readers(cast, audience):
    return {"audience": audience, "learning_set": cast.set_a if audience == Audience.SET else None}


def filled(model, audience, author, tokens, without=""):
    """Every field of `model` that holds somebody's words, each with a token of its own."""
    values = {}
    for field in model._meta.fields:
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name != without:
            values[field.name] = token(audience, author, tokens)
    return values


def token(audience, author, tokens):
    """A new word, and who may meet it."""
    word = f"canary{next(numbers):05}end"
    tokens[word] = MAY_READ[audience] | ({author} - {""})
    return word


def old_set(cast, challenge, words):
    """Words that the participant shared with the other set: they stay with that set, and with the participant."""
    tokens = {}
    shown = {"audience": "set", "learning_set": cast.set_b}
    make.entry(challenge, **filled(Entry, Audience.SET, "participant", tokens), **shown)
    words |= {token: {"participant", "other_set", "other_adviser"} for token in tokens}


def rules(cast, words):
    """What the set has agreed; what it had agreed before is shown to nobody."""
    for number, (token, readers) in enumerate(
        (("canaryearlierend", set()), ("canaryrulesend", MAY_READ[Audience.SET]))
    ):
        words[token] = readers
        fields = {"level": "nothing", "text": token, "by": cast.set_mate_place, "at": make.NOW}
        Agreement.objects.create(learning_set=cast.set_a, number=number + 1, **fields)


def room(cast, words):
    """A line to an item of the agenda, one with a group's name, and one that was set aside."""
    item = make.item(cast.workshop.days.first(), "Panel", collects="questions")
    everyone, chairs = MAY_READ[Audience.COHORT], {"facilitator", "coordinator"}
    for tokens, fields in (
        (filled(Voice, Audience.COHORT, "participant", words, without="group"), {"membership": cast.participant_place}),
        (filled(Voice, Audience.COHORT, "", words), {}),
    ):
        make.voice(item, **tokens, **fields)
    words["canaryasideend"] = chairs | {"participant"}
    make.voice(item, "canaryasideend", membership=cast.participant_place, is_hidden=True)
    words["canarydoubleend"] = everyone
    make.voice(item, "canarydoubleend", same_as=item.voices.first())
    words["canarylearnedend"] = everyone
    make.voice(make.item(item.day, "Close", collects="learning"), "canarylearnedend", published=True)


def meeting(cast):
    """The day of a meeting of the participant's set."""
    return make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a).days.get()


def set_room(cast, words):
    """What a set promises in its room; with who presents, and a date on offer."""
    day = meeting(cast)
    words["canarypromisedend"] = MAY_READ[Audience.SET]
    make.commitment(
        cast.set_mate_place, "canarypromisedend", session=day.session, audience="set", learning_set=cast.set_a
    )
    turns_and_dates(cast, day)


def turns_and_dates(cast, day):
    """Who presents, who would like to, a date on offer and who could come: names and dates, and no words."""
    day.turns.create(membership=cast.set_mate_place, state="had", at=make.NOW)
    day.turns.create(membership=cast.participant_place, state="bid", at=make.NOW)
    by = {"by": cast.set_mate_place, "at": make.NOW}
    hours = {"opens": time.fromisoformat(OFFERED), "closes": time(12, 53)}
    on = cast.set_a.offered_dates.create(date=timezone.localdate() + timedelta(days=40), **hours, **by)
    for place, answer in ((cast.set_mate_place, "yes"), (cast.participant_place, "no")):
        on.answers.create(membership=place, answer=answer, at=make.NOW)


def looking_back(cast, words):
    """Reflections and feedback: of the participant's alone, of too few to be shown, and of five."""
    hour = timedelta(hours=1)
    cast.workshop.days.update(starts_at=timezone.now() - hour, ends_at=timezone.now() + hour)
    chairs = {"facilitator", "coordinator"}
    prompts = [make.question(cast.workshop, f"Prompt {n}") for n in range(3)]
    opened = [make.question(cast.workshop, f"Open {n}", kind="open") for n in range(2)]
    mine = cast.participant_place
    words |= {f"canary{name}end": {"participant"} for name in ("kept", "fewoffered", "fewsaid", "stillopen")}
    words |= {"canaryofferedend": chairs | {"participant"}, "canarysaidend": chairs, "canaryfewclosedend": set()}
    make.reflection(prompts[0], mine, "canarykeptend")
    make.reflection(prompts[1], mine, "canaryfewofferedend", offered=True)
    make.reflection(prompts[2], mine, "canaryofferedend", offered=True)
    make.feedback(opened[0], mine, text="canaryfewsaidend")
    make.feedback(opened[1], mine, text="canarystillopenend")
    said, too_few = closed_questions(cast)
    make.feedback(said, mine, text="canarysaidend")
    make.feedback(too_few, mine, text="canaryfewclosedend")
    for place in make.crowd(cast.cohort, 4):
        make.reflection(prompts[2], place, offered=True)
        for question in (opened[1], said):
            make.feedback(question, place, text="More time.")


def closed_questions(cast):
    """Two of a session whose feedback nobody can give any more."""
    over = make.session(cast.cohort, "Residential", on=timezone.localdate() - timedelta(days=30))
    return [make.question(over, f"Closed {n}", kind="open") for n in range(2)]


def comments(cast, challenge, words):
    """On an entry for the set; and on one that whoever commented cannot read any more: that comment nobody meets."""
    entry = make.entry(challenge, **readers(cast, Audience.SET))
    make.comment(entry, cast.set_mate, "canarycommentend")
    make.comment(make.entry(challenge, **readers(cast, Audience.FACILITATORS)), cast.set_mate, "canarygoneend")
    words |= {"canarycommentend": MAY_READ[Audience.SET], "canarygoneend": set()}


def stories(cast, words):
    """One for each label, by the authors of the challenges with it; and the participant's own."""
    for audience in Audience:
        author = Challenge.objects.filter(audience=audience).exclude(membership=cast.participant_place).get().membership
        tell(author, audience, words, readers(cast, audience))
    tell(cast.participant_place, Audience.ONLY_ME, words, {}, author="participant")


def tell(place, audience, words, shown, author=""):
    story = make.trace(place, **filled(Trace, audience, author, words), **shown)
    on = make.NOW.date()
    story.parts.create(position=1, kind="entry", number=1, on=on, **filled(TracePart, audience, author, words))
    drawn = {"number": 1, "says": "yes", "stands": "for", "stands_to_lose": "", "influences": []}
    drawn |= {name: token(audience, author, words) for name in ("name", "cares_about")}
    story.parts.create(position=2, kind="map", number=1, on=on, text="A map", picture=[drawn])


def coaching(cast, words):
    """What coach and coachee wrote: kept to themselves, and shared with the other."""
    writers = ((cast.coach_place, "coach"), (cast.participant_place, "participant"))
    for place, author in writers:
        for shared_at, moment, readers in ((None, "before", {author}), (make.NOW, "after", {"coach", "participant"})):
            note, said = (f"canary{next(numbers):05}end" for _ in range(2))
            make.coaching_note(cast.pair, place, note, shared_at=shared_at)
            make.interview(cast.pair, place, moment, answers={"hardest": said}, shared_at=shared_at)
            words |= {note: readers, said: readers}
    for moment, pair, readers in (("before", None, {"participant"}), ("after", cast.pair, {"participant", "coach"})):
        strong, need = (f"canary{next(numbers):05}end" for _ in range(2))
        make.assessment(cast.participant_place, moment, strengths=strong, needs=need, shared_with=pair)
        words |= {strong: readers, need: readers}


def set_notes(cast, words):
    """Of the set and about a meeting of it; and one from before its members came, which its adviser has always read."""
    inside = MAY_READ[Audience.SET]
    words |= {"canarynoteend": inside, "canarylineend": inside, "canarybeforeend": {"adviser"}}
    words["canaryelsewhereend"] = {"other_set", "other_adviser"}
    meeting = make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a).days.get()
    make.set_note(cast.set_a, cast.participant_place, "canarynoteend", changed_at=make.NOW)
    make.set_note(cast.set_a, cast.set_mate_place, "canarylineend", day=meeting, kind="self")
    long_ago = make.NOW - timedelta(days=29)
    make.set_note(cast.set_a, cast.adviser_place, "canarybeforeend", written_at=long_ago)
    make.set_note(cast.set_b, cast.other_set_place, "canaryelsewhereend")


def disclosures(cast, words):
    """Why something was opened: its author reads one reason once told, and never why they were not."""
    lead = make.person("Maren Holt")
    make.coordinator(cast.programme, lead, "safeguarding")
    of = make.entry(Challenge.objects.get(membership=cast.participant_place))
    for name, told_at, readers in (
        ("told", make.NOW, {"coordinator", "participant"}),
        ("untold", None, {"coordinator"}),
    ):
        tokens = {"reason": f"canary{name}reasonend", "untold": f"canary{name}riskend"}
        make.disclosure(of, lead, agreed_by=cast.coordinator, told_at=told_at, **tokens)
        words[tokens["reason"]] = readers
        words[tokens["untold"]] = {"coordinator"} if told_at is None else set()


def complaints(cast, words):
    """A complaint and its answer: for whoever sent it and for administrators."""
    tokens = {"text": "canarycomplaintend", "answer": "canaryanswerend"}
    make.complaint(cast.participant, **tokens, answered_at=make.NOW, answered_by=cast.other_coordinator)
    words.update({token: {"participant", "administrator"} for token in tokens.values()})


def rest(cast):
    """Needs of the participant, a speaker's address and telephone, and notes on the agenda."""
    tokens = {name: f"canary{name}end" for name in MAY_SEE}
    Membership.objects.filter(pk=cast.participant_place.pk).update(mobile=tokens["mobile"])
    Needs.objects.create(
        membership=cast.participant_place,
        diet=tokens["diet"],
        access=tokens["access"],
        emergency_name=tokens["emergency"],
        emergency_phone="01632 960000",
        entered_by=cast.participant,
        at=make.NOW,
    )
    plant_reply(cast, tokens["reply"])
    nominate(cast, tokens)
    guest = {"email": f"{tokens['speakeremail']}@guests.example", "mobile": tokens["speakermobile"]}
    first = make.item(cast.workshop.days.first(), notes=tokens["notes"], split="mixed")
    for item in (first, make.item(cast.workshop.days.first())):
        item.speakers.add(make.speaker(cast.workshop, **guest))
    steps = first.day.venue.rooms.create(name="Tack Room", step_free=False)
    first.groups.create(position=1, name="Group 1", room=steps).members.add(cast.participant_place)
    make.material(first, tokens["file"], tokens["file"].encode(), by=cast.facilitator)
    make.material(first, "For everyone", readers="delegates", by=cast.facilitator)
    plant_template(cast, tokens["template"])
    return {tokens[name]: roles for name, roles in MAY_SEE.items()}


def nominate(cast, tokens):
    """What employers said of the participant and of somebody who is not here, and what a place is charged to."""
    terms = {"cost_code": tokens["costcode"], "release_by": tokens["release"]}
    Membership.objects.filter(pk=cast.participant_place.pk).update(**terms)
    band = cast.programme.own_columns.create(position=1, name="Pay band")
    band.texts.create(membership=cast.participant_place, text=tokens["ownband"])
    place = {"membership": cast.participant_place, "state": "accepted"}
    for token, fields in ((tokens["nominated"], place), (tokens["nominee"], {})):
        said = {"note": token, "eligibility": token, "line_manager": token} | fields
        cast.cohort.nominations.create(**make.nominee(**said), at=make.NOW)


def plant_reply(cast, note):
    """What the participant's assistant said to the office."""
    said = {"answer": "part", "note": note, "said_by": note, "by": cast.coordinator, "at": make.NOW}
    cast.workshop.days.first().replies.create(person=cast.participant, **said)


def plant_template(cast, notes):
    """A template with the notes of an item: for those alone who plan sessions of the programme."""
    day = {"after": 0, "opens": "10:00", "closes": "11:00", "items": [{"columns": {"title": "Panel", "notes": notes}}]}
    fields = {"kind": "session", "name": "A day", "content": {"shape": 1, "days": [day]}}
    cast.programme.templates.create(by=cast.facilitator, at=make.NOW, **fields)


def models_of_words():
    """Every model that holds what somebody wrote for chosen readers."""
    parts = {
        Draft,
        StageMove,
        Stakeholder,
        Voice,
        Reflection,
        Feedback,
        Comment,
        TracePart,
        Assessment,
        SetNote,
        Disclosure,
        Complaint,
    }
    return {*Shared.__subclasses__(), *OfPair.__subclasses__(), *parts}
