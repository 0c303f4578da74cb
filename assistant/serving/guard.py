"""What stands in front of every request: whose names the server goes by, and what may load.

A server on the loopback is for its own machine alone. A web page from elsewhere may let its own
name point there (DNS rebinding) and would then be taken for the same site, so only requests that
name the loopback itself are answered.
"""

import ipaddress
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.serving.layout import POLICY

_HOST = re.compile(r"(?:\[(?P<ip>[0-9a-fA-F:.]+)\]|(?P<name>[^\[\]:@]+))(?::[0-9]*)?")
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",  # another generation may be published at any moment
}


class Guard:
    """ASGI middleware: refuses requests for other hosts, and sets the headers of every answer."""

    def __init__(self, inner: ASGIApp, host: str) -> None:
        """Guard `inner`, which listens on `host`."""
        self._inner, self._only_loopback = inner, is_loopback(host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        host = Headers(scope=scope).get("host", "")
        if self._only_loopback and not is_loopback(host_name(host)):
            reason = "this server answers only at its own address: 127.0.0.1, localhost or [::1]\n"
            await PlainTextResponse(reason, 421)(scope, receive, send_with_headers)
        else:
            await self._inner(scope, receive, send_with_headers)


def host_name(host: str) -> str:
    """Return the name in a Host header, without its port; "" if it is none."""
    found = _HOST.fullmatch(host)
    return (found["ip"] or found["name"]) if found else ""


def is_loopback(host: str) -> bool:
    """Return whether a host is the machine itself."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
