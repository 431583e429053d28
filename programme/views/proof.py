from urllib.parse import urlencode

from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from programme.sign_in import has_key, opens_own_words


@never_cache
def prove(request):
    """Why we want to be sure who it is, and how: with a key, or by a fresh code."""
    query = urlencode({"next": way_on(request, request.GET.get("next", ""))})
    return render(request, "programme/prove.html", {"has_key": has_key(request.user), "query": query})


@never_cache
def key_needed(request):
    """Why coordinators here need a key, and how to use theirs or get one."""
    query = urlencode({"next": way_on(request, request.GET.get("next", ""))})
    context = {"has_key": has_key(request.user), "query": query, "may_add": opens_own_words(request)}
    return render(request, "programme/key_needed.html", context)


@require_POST
def sign_in_again(request):
    """For those without a key: out, and in again by a fresh code, to where they were going."""
    query = urlencode({"next": way_on(request, request.POST.get("next") or request.GET.get("next", ""))})
    logout(request)
    return redirect(f"{reverse('account_login')}?{query}")


def way_on(request, to):
    """`to`, if it is a page of ours."""
    return to if url_has_allowed_host_and_scheme(to, {request.get_host()}) else reverse("me")
