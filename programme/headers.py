"""What a browser is told with every answer, also with those that no view gives: files, redirects and faults."""

from django.utils.cache import patch_cache_control

# Nothing here asks for these; a script that found its way in could. The rest of the list is not known to all browsers.
SWITCHED_OFF = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "xr-spatial-tracking",
)
OURS_ALONE = ("publickey-credentials-create", "publickey-credentials-get")  # passkeys
POLICY = ", ".join([*(f"{name}=()" for name in SWITCHED_OFF), *(f"{name}=(self)" for name in OURS_ALONE)])
ALWAYS = {
    "Permissions-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def around(get_response):
    """Add to each answer what it does not say itself. Stands outermost, so that nothing answers without it."""

    def middleware(request):
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response:  # no proxy keeps a page, and Back asks again
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return middleware
