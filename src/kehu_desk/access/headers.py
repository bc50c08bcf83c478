"""What every answer tells the browser about its safety, beside what Django and the content security policy say.

Gives `HeadersMiddleware`. Nothing but static files is kept by browsers or proxies, because every page may show a
customer; no page may use the camera, the place or anything else of the device; nothing may be read from another site.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

FEATURES = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment"),
    *("picture-in-picture", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock"),
    *("serial", "usb", "xr-spatial-tracking"),
)
POLICY = ", ".join(f"{feature}=()" for feature in FEATURES)


class HeadersMiddleware:
    """Adds the headers to every answer, static files too."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """The middleware before `answer`."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers."""
        response = self.answer(request)
        response.headers["Permissions-Policy"] = POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["X-Permitted-Cross-Domain-Policies"] = "none"
        if "max-age" not in response.headers.get("Cache-Control", "") or "private" in response.headers["Cache-Control"]:
            response.headers["Cache-Control"] = "no-store, private"
        return response
