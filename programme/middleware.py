from django.utils import timezone

from cohorts.viewer import Viewer
from programme.sign_in import opens_own_words


def edge(get_response):
    """Read the clock and the viewer once, here, so that nothing further in reads either."""

    def middleware(request):
        request.now = timezone.now()
        if request.user.is_authenticated:
            request.viewer = Viewer(request.user, reads_words=opens_own_words(request))
        return get_response(request)

    return middleware
