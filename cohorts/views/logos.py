from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts.forms.logos import LogoForm
from cohorts.models import Logo, PartnerBody, Programme
from cohorts.services import logos
from cohorts.views.programmes import may_coordinate

# A drawing opened by itself is a page of its own: it may load nothing, run nothing and reach nobody.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"


def partner_coordinated(viewer, pk):
    """The partner body, for those who look after its programme."""
    bodies = PartnerBody.objects.filter(programme__in=Programme.objects.visible_to(viewer))
    body = get_object_or_404(bodies.select_related("programme", "organisation"), pk=pk)
    may_coordinate(viewer, body.programme_id)
    return body


def logo(request, pk):
    """The picture itself, for whoever may see the programme."""
    seen = Logo.objects.filter(partner__programme__in=Programme.objects.visible_to(request.viewer))
    found = get_object_or_404(seen, partner=pk)
    response = HttpResponse(bytes(found.content), content_type=found.get_kind_display())
    response["Content-Security-Policy"] = ALONE
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, max_age=24 * 60 * 60)
    return response


def logo_edit(request, pk):
    """Choose a logo or another one, and say it in words."""
    body = partner_coordinated(request.viewer, pk)
    known = Logo.objects.defer("content").filter(partner=body).first()
    initial = {"alt": known.alt if known else body.organisation.name}
    form = LogoForm(request.POST or None, request.FILES or None, initial=initial, has_logo=known is not None)
    if request.method == "POST" and form.is_valid():
        save(body, form.cleaned_data, request)
        messages.success(request, _("The logo is saved. It stands on this page and on the sheets for delegates."))
        return redirect(body.programme)
    context = {"form": form, "body": body, "programme": body.programme, "logo": known}
    return render(request, "cohorts/logo_form.html", context, status=422 if form.errors else 200)


def save(body, chosen, request):
    who = {"partner": body, "alt": chosen["alt"], "by": request.user, "now": request.now}
    if chosen["logo"] is None:
        logos.word_logo(**who)
    else:
        logos.set_logo(content=chosen["logo"], **who)


@require_POST
def logo_remove(request, pk):
    body = partner_coordinated(request.viewer, pk)
    logos.remove_logo(partner=body, by=request.user, now=request.now)
    messages.success(request, _("The logo is removed. Sheets printed from now on do without it."))
    return redirect(body.programme)
