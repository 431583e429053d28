"""A line manager nominates somebody, by a link, without signing in. Whoever they name, the page says the same."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cohorts.exceptions import NotOpen, TooManyWait
from cohorts.forms.nominations import NominateForm
from cohorts.models import NominationLink
from cohorts.services import nomination_links as services
from cohorts.views.people import sent


@never_cache
@login_not_required
def nominate(request, pk, token):
    """No search engine keeps it. A link that was taken away and one that never was are the same."""
    link = link_with(pk, token)
    if link is None or not link.is_open(request.now):
        return gone(request, link)
    form = NominateForm(sent(request))
    if form.is_valid() and (answer := take_down(request, link, form)):
        return answer
    context = {"form": form, "link": link, "cohort": link.cohort, "programme": link.cohort.programme}
    return unlisted(render(request, "cohorts/nominate.html", context, status=422 if form.errors else 200))


def link_with(pk, token):
    """The link with that address; None for one that is wrong or was replaced."""
    link = NominationLink.objects.select_related("cohort__programme").filter(pk=pk).first()
    return link if link and services.is_token_of(link, token) else None


def take_down(request, link, form):
    """The page that comes next; None where the form says why it is not taken."""
    today = request.now.astimezone(link.cohort.tz).date()
    try:
        services.nominate(link=link, values=form.values(today), now=request.now)
    except NotOpen:
        return gone(request, None)
    except TooManyWait:
        form.add_error(
            None, _("No more are taken until the programme office has answered some. Ring or write to them.")
        )
        return None
    messages.success(request, _("Thank you. The programme office has your nomination. Here you can send another."))
    return unlisted(redirect(request.path))


def gone(request, link):
    return unlisted(render(request, "cohorts/nominate_closed.html", {"link": link}, status=410 if link else 404))


def unlisted(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
