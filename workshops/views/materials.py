"""Files and links of an item: managed on a page of their own, read where the item stands."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.exceptions import Full, Gone
from workshops.filetypes import TYPES
from workshops.forms.materials import ChangedMaterialForm, MaterialForm
from workshops.models import Item, Material
from workshops.models.material import MOST
from workshops.services import materials as services
from workshops.views.fetch import item_run, material_read, material_run
from workshops.views.pages import invalid

FULL = gettext_lazy("An item has at most %(most)s files and links. Delete one first, or put several into one document.")


def materials(request, pk):
    """What goes with an item, and a form for one more."""
    item = item_run(request.viewer, pk)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if form.is_valid() and added(request, form, item):
        return redirect("workshops:materials", pk)
    rows = Material.objects.without_bytes().filter(item=item.pk)
    context = {"form": form, "item": item, "session": item.day.session, "materials": rows, "is_full": len(rows) >= MOST}
    return render(request, "workshops/materials.html", context | {"most": MOST}, status=invalid(request))


def added(request, form, item):
    fields = form.material_fields
    try:
        services.add(item=item, fields=fields, upload=form.upload, by=request.user, now=request.now)
    except Full:
        form.add_error(None, FULL % {"most": MOST})
    except Gone:
        form.add_error(None, _("This item was deleted meanwhile, so nothing was added."))
    else:
        messages.success(request, _("Added: %(name)s.") % fields)
    return not form.errors


def material(request, pk):
    """The file, to be saved: never shown in place, so that nothing in it can act as a page of ours."""
    found = material_read(request.viewer, pk)
    if found.file is None:
        raise Http404
    response = HttpResponse(found.file.data, content_type=TYPES[found.file.kind])
    response["Content-Disposition"] = content_disposition_header(True, file_name(found))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    patch_cache_control(response, private=True, no_store=True)
    return response


def file_name(found):
    """Its name with the ending that its content has, whatever was typed."""
    name = found.name.replace("/", "-").replace("\\", "-")
    return name if name.casefold().endswith(f".{found.file.kind}") else f"{name}.{found.file.kind}"


def material_edit(request, pk):
    found = material_run(request.viewer, pk)
    form = ChangedMaterialForm(request.POST or None, request.FILES or None, material=found)
    if form.is_valid():
        try:
            fields = form.material_fields
            services.edit(material=found, fields=fields, upload=form.upload, by=request.user, now=request.now)
            messages.success(request, _("Saved: %(name)s.") % fields)
        except Gone:
            messages.error(request, _("It was deleted meanwhile, so nothing was saved."))
        return redirect(place_of(found))
    context = {"form": form, "material": found, "session": found.session, "back": place_of(found)}
    return render(request, "workshops/material_form.html", context, status=invalid(request))


def material_delete(request, pk):
    found = material_run(request.viewer, pk)
    if request.method == "POST":
        services.delete(material=found, by=request.user, now=request.now)
        messages.success(request, _("Deleted: %(name)s.") % {"name": found.name})
        return redirect(place_of(found))
    context = {"material": found, "session": found.session, "back": place_of(found)}
    return render(request, "workshops/material_delete.html", context)


def place_of(found):
    """Where it is managed: with its item, or, once that has left the draft, from the session."""
    there = Item.objects.filter(pk=found.item_id).exists()
    return reverse("workshops:materials", args=[found.item_id]) if there else found.session.get_absolute_url()
