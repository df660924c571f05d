"""No page can lead a crawl into a private network: names and addresses are checked where they are used.

The check of a name stands in the resolver, so the address that is checked is the one connected to (a
second look-up could be answered otherwise: DNS rebinding).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred


class PrivateAddress(IgnoreRequest):
    """A URL leads to an address that is not public, or has a scheme that is not http(s)."""


def is_public(address: str) -> bool:
    """Return whether an IP address is reachable for everyone: not private, loopback, link-local, reserved...

    An IPv6 address that wraps an IPv4 address (mapped, 6to4, NAT64, Teredo) is judged by that one.

    Raises:
        ValueError: `address` is no IP address.
    """
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return ip.is_global and not ip.is_multicast


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, which refuses names of addresses that are not public."""

    private_addresses = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> PublicResolver:
        """Return the resolver that the crawl's settings ask for."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.private_addresses = crawler.settings.getbool("KABARCHY_PRIVATE_ADDRESSES")
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """Return the address of `name`; fails with `PrivateAddress` where it is not public."""
        found = super().getHostByName(name, timeout)
        if not self.private_addresses:
            found.addCallback(self._checked, name)
        return found

    @staticmethod
    def _checked(address: str, name: str) -> str:
        if not is_public(address):
            raise PrivateAddress(f"{name} is {address}, which is not a public address")
        return address


class PublicAddressesMiddleware:
    """Refuses requests, redirected ones too, to other schemes than http(s) and to literal private addresses."""

    def __init__(self, private_addresses: bool) -> None:
        self.private_addresses = private_addresses

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PublicAddressesMiddleware:
        """Return the middleware that the crawl's settings ask for."""
        return cls(crawler.settings.getbool("KABARCHY_PRIVATE_ADDRESSES"))

    def process_request(self, request: Request) -> None:
        """Let the request pass, or raise `PrivateAddress`."""
        parts = urlparse_cached(request)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise PrivateAddress(f"{request.url}: only http and https are fetched")
        if self.private_addresses:
            return
        try:
            public = is_public(parts.hostname)
        except ValueError:
            return
        if not public:
            raise PrivateAddress(
                f"{request.url} leads to an address that is not public; private_addresses under [crawl] allows it"
            )
