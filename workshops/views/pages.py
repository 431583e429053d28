"""What the views of this room share."""

from contextlib import contextmanager

from django.contrib import messages

from workshops.exceptions import Refused


def invalid(request):
    """The status of a page with a form on it: 422 when it shows what was wrong with a POST."""
    return 422 if request.method == "POST" else 200


@contextmanager
def refuse(request, reasons):
    """Say why a service refused, in the words `reasons` has for its exception; anything else goes on up."""
    try:
        yield
    except Refused as refusal:
        if type(refusal) not in reasons:
            raise
        messages.error(request, reasons[type(refusal)])
