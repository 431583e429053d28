"""{% together commitment %}: with whom it is made; for whoever is asked or holds it too, what they may press."""

from django import template
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("challenges/_together.html", takes_context=True)
def together(context, commitment, *, asked=False, room=None):
    """`names`: those beside the viewer whose it is too. `asked`: the viewer is asked and has not answered."""
    viewer = getattr(context.get("request"), "viewer", None)
    mine = viewer.membership_ids if viewer else set()
    holders = [one.membership for one in getattr(commitment, "together", [])]
    holds = any(place.pk in mine for place in holders)
    people = [commitment.membership, *holders] if asked or holds else holders
    return {
        "commitment": commitment,
        "names": [str(place) for place in people if place.pk not in mine],
        "holds": holds,
        "asked": asked,
        "room": room,
        "is_open": commitment.state == commitment.State.OPEN,
        "answer": reverse("challenges:answer_together", args=[commitment.pk]),
        "csrf_token": context.get("csrf_token"),
    }
