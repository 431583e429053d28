from django.shortcuts import render
from django.views.decorators.cache import never_cache

from challenges.search import found as challenges_found
from cohorts.finding import words_of
from cohorts.search import found as people_found
from cohorts.search import nominated
from programme.forms_search import SearchForm
from workshops.search import found as sessions_found


@never_cache
def search(request):
    """People, sessions and challenges that are called so, of those that the visitor may see."""
    form = SearchForm(request.GET)
    words = words_of(form.cleaned_data["q"]) if form.is_valid() else []
    context = {"form": form, "words": words} | (everything(request.viewer, words) if words else {})
    return render(request, "programme/search.html", context, status=422 if form.errors else 200)


def everything(viewer, words):
    """What each room finds."""
    people, sessions = people_found(viewer, words), sessions_found(viewer, words)
    challenges = challenges_found(viewer, words)
    kinds = {"people": people, "nominees": nominated(viewer, words), "sessions": sessions, "challenges": challenges}
    number = sum(found.number for found in kinds.values())
    return kinds | {"number": number, "or_more": any(found.or_more for found in kinds.values())}
