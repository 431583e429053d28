"""A reply by the link in a mail: a page with a button, for mail scanners open links."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from cohorts.models import OfficeContact, Person
from workshops import reply_links
from workshops.calendar import is_private
from workshops.exceptions import Refused
from workshops.expected import invited
from workshops.forms.reply_link import forms_of
from workshops.models import Reply, Session
from workshops.services.replies import reply_all


@never_cache
@login_not_required
def reply_link(request, pk, person, by, token):
    """GET shows the days and changes nothing; POST keeps the answers and says what is kept."""
    found = opened(pk, person, by, token)
    if found is None:
        return unlisted(render(request, "workshops/reply_gone.html", status=404))
    session, principal, writer = found
    days = [day for day in session.days.select_related("venue", "room") if is_open(day, request.now)]
    said = {one.day_id: one for one in Reply.objects.filter(day__in=days, person=principal)}
    forms = forms_of(session, days, said, writer, request.POST or None)
    valid = [form.is_valid() for form in forms]  # of each, so that each says what is wrong
    if valid and all(valid) and kept(session, principal, writer, forms, request.now):
        return unlisted(redirect(f"{request.path}?thanks"))
    replied = len(said) == len(days) > 0
    context = {"session": session, "programme": session.cohort.programme, "neutral": is_private(session)}
    context |= {"principal": principal, "is_me": principal == writer, "forms": forms, "replied": replied}
    context["thanks"] = "thanks" in request.GET and replied and request.method == "GET"
    invalid = request.method == "POST" and bool(days)
    return unlisted(render(request, "workshops/reply_link.html", context, status=422 if invalid else 200))


def opened(pk, person, by, token):
    """Session, principal and writer of a link that is right and still theirs; else None."""
    people = Person.objects.filter(is_active=True).in_bulk([person, by])
    writer, principal = people.get(by), people.get(person)
    if writer is None or principal is None or not reply_links.is_token_of(pk, person, writer, token):
        return None
    session = Session.objects.select_related("cohort__programme", "learning_set", "coaching_pair").filter(pk=pk).first()
    keeps = writer == principal or OfficeContact.objects.current().filter(principal=principal, contact=writer).exists()
    if session is None or not keeps or not invited(session).filter(person=principal).exists():
        return None
    return session, principal, writer


def is_open(day, now):
    return day.cancelled_at is None and day.ends_at > now


def kept(session, principal, writer, forms, now):
    """Whether they were kept; not where a day was cancelled or ended meanwhile: the page then shows how it is."""
    answers = {form.day.pk: form.reply for form in forms if form.is_news}
    try:
        reply_all(session=session, person=principal, answers=answers, by=writer, now=now)
    except Refused:
        return False
    return True


def unlisted(response):
    """Kept by no search engine. Other sites are not told the address anyway."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
