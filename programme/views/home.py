from django.shortcuts import render

from cohorts.models import Programme


def home(request):
    """What is next, and what needs me."""
    return render(request, "programme/home_nobody.html", {"programmes": Programme.objects.visible_to(request.viewer)})
