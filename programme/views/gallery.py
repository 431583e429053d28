from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from challenges.models import Entry
from cohorts.audience import Audience
from cohorts.fields import DayField

SPRITE = settings.BASE_DIR / "static" / "img" / "icons.svg"


class Example(forms.Form):
    """A form with everything on it, and something wrong in it."""

    name = forms.CharField(label=_("Name"), help_text=_("As on a badge"))
    starts_on = DayField(label=_("Starts"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("workshop", _("Workshop")), ("residential", _("Residential"))])
    aim = forms.CharField(label=_("Aim"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    agreed = forms.BooleanField(label=_("Step-free"), required=False)


@login_not_required
def gallery(request):
    """Every component, alive: what a page is made of."""
    context = {
        "audiences": list(Audience),
        "moods": Entry.Mood.labels,
        "icons": sorted(part.split('"')[0] for part in SPRITE.read_text().split('id="i-')[1:]),
        "example": Example({"name": "", "starts_on": "31 February 2027", "kind": "workshop"}),
    }
    return render(request, "programme/gallery.html", context)
