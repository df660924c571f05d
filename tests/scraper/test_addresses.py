"""No address that is not public is fetched, however it is spelled."""

from __future__ import annotations

import pytest
from scrapy import Request

from scraper.middlewares.addresses import PrivateAddress, PublicAddressesMiddleware, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:7f00:1::",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "212.112.96.1", "2a00:1450:4001:830::200e"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://site.example/",
        "http://127.0.0.1/",
        "http://[::1]:8080/",
        "https://169.254.169.254/latest/meta-data",
    ],
)
def test_requests_that_are_refused(url: str) -> None:
    with pytest.raises(PrivateAddress):
        PublicAddressesMiddleware(private_addresses=False).process_request(Request(url))


def test_an_operator_may_allow_them_but_never_another_scheme() -> None:
    allowing = PublicAddressesMiddleware(private_addresses=True)
    allowing.process_request(Request("http://127.0.0.1/"))
    with pytest.raises(PrivateAddress):
        allowing.process_request(Request("file:///etc/passwd"))
