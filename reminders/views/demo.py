from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from reminders.mailbox import mails


@login_not_required
def demo_mail(request):
    """In the demonstration, the mails that went out, as their readers see them. There is no such page elsewhere."""
    if not request.is_demonstration or not getattr(settings, "EMAIL_FILE_PATH", None):
        raise Http404
    page = Paginator(mails(settings.EMAIL_FILE_PATH), 20).get_page(request.GET.get("page"))
    return render(request, "reminders/demo_mail.html", {"page": page})
