from django.shortcuts import render


def home(request):
    """What is next, and what needs me."""
    return render(request, "programme/home.html")
