from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from programme import my_data as data
from programme.views.sign_in import not_from_here


@never_cache
def my_data(request):
    """What the file holds, and the file itself for one press."""
    if not request.viewer.reads_words:
        return not_from_here(request)
    if request.method == "POST":
        headers = {"Content-Disposition": 'attachment; filename="my-data.zip"'}
        made = data.download(person=request.user, now=request.now)
        return HttpResponse(made, content_type="application/zip", headers=headers)
    return render(request, "programme/my_data.html", {"words": data.reads_own(request.user, request.now)})
