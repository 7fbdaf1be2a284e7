"""What every answer of the site says about itself, and which names the site answers to."""

import base64
import hashlib
import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Final

from flask import Flask, Response, abort, request

INLINE_SCRIPT: Final = "GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw="
"""Hash of the one script inside the GOV.UK page template. Unlike a nonce, it lets a page be the same each time."""

POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        f"script-src 'self' 'sha256-{INLINE_SCRIPT}'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Search words stand in addresses: other sites must not learn them.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

_SCRIPT = re.compile(r"<script[^>]*>(.+?)</script>", re.DOTALL)


def is_loopback(host: str) -> bool:
    """Whether that host name or address (without port) can only be this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def inline_script_hashes(html: str) -> list[str]:
    """The hash of each script written into a page, as a Content-Security-Policy names it."""
    scripts: Iterable[str] = _SCRIPT.findall(html)
    return [base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") for text in scripts]


def protect(app: Flask) -> None:
    """Make the app answer to this machine's own names only, and put the headers on every answer."""
    app.before_request(_refuse_other_names)
    app.after_request(_add_headers)


def _refuse_other_names() -> None:
    """Another site could point its own name at this machine and read the library through a visitor's browser."""
    name = re.sub(r":\d+$", "", request.host)
    if not is_loopback(name):
        abort(400, "This site answers only to its own address. Use the address that was shown when it was started.")


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "private, no-cache")
    return response
