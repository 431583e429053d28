"""What a proposal is like, with names instead of keys, for its page to word."""

from cohorts import mixing


def wish_named(wish, people):
    return {"kind": str(wish.kind), "one": people[wish.one], "other": people[wish.other]}


def refusal(refused, people):
    """Why the wishes cannot be kept, which they are, and about whom."""
    return {
        "why": str(refused.why),
        "wishes": [wish_named(wish, people) for wish in refused.wishes],
        "people": [people[key] for key in refused.people],
    }


def proposed_sets(proposed, seats, form):
    """For each set its members with their reasons, their select and the set they would leave."""
    people = {place.pk: place for place in proposed.company.participants}
    arranged = proposed.arranged(seats)
    reasons = mixing.reasons(arranged, proposed.peers, proposed.wishes)
    return [
        {
            "slot": slot,
            "members": [member(people[pk], slot, reasons[pk], people, form) for pk in members],
        }
        for slot, members in zip(proposed.slots, arranged, strict=True)
    ]


def member(place, slot, reasons, people, form):
    return {
        "place": place,
        "field": form[f"seat-{place.pk}"],
        "leaves": place.set_name if place.set_id and str(place.set_id) != slot.key else "",
        "reasons": [{"is": reason, "names": [people[key] for key in reason.keys]} for reason in reasons],
    }


def effect(proposed, seats):
    """Pairs that share a set as proposed and as it stands, what clashes, and which wishes are not kept."""
    arranged = proposed.arranged(seats)
    people = {place.pk: place for place in proposed.company.participants}
    before, now = (mixing.pairs_of(sets, proposed.peers) for sets in (proposed.sets, arranged))
    return {
        "pairs": [(trait, before[trait], now[trait]) for trait in now],
        "clashes": mixing.clashes(arranged, proposed.peers, "organisation"),
        "met": [(people[one], people[other]) for one, other in mixing.met_before(arranged, proposed.peers)],
        "broken": [wish_named(wish, people) for wish in mixing.broken(arranged, proposed.wishes)],
    }
