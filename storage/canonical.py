"""Canonical URLs: one spelling for every way in which one article is linked, and the native id in it.

The canonical form is a key. It can be fetched as it is on most sites; where a site insists on
`www.` or plain http, `fetchable_url` puts the homepage's own scheme and host back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

TRACKING = frozenset(
    """fbclid gclid dclid gbraid wbraid msclkid yclid ysclid igshid igsh twclid ttclid mc_cid mc_eid mkt_tok
    _openstat _ga _gl cmpid ref ref_src ref_url referrer referer spm amp amp_js_v amp_gsa usqp outputtype
    phpsessid jsessionid sessionid share shared sharer xtor wt_mc ns_mchannel ns_source ns_campaign
    at_medium at_campaign smid partner print_view""".split()
)
"""Query parameters that never choose the content, in small letters (`utm_*` and `hsa_*` besides)."""

WORDY_TRACKING = frozenset({"from", "place", "source", "src", "via"})
"""Parameters that say where the reader came from when they hold a word, and may choose content when they hold a number."""

MOBILE_HOST = re.compile(r"^(?:www\d?|m|lite|mobile|amp|wap)\.(?=[^.]+\.)")
MIRRORS: Mapping[str, str] = MappingProxyType(
    {
        "oper.kaktus.media": "kaktus.media",
        "uzsushi.com": "24.kg",
        "demo10.sitefabrikasi.com": "turkicstates.org",
    }
)
"""Hosts that serve another site's articles under the same paths."""

ABSOLUTE = re.compile("https?://[^/?#]", re.I)
PATH_SAFE = "!$&'()*+,:;=@~"
QUERY_SAFE = "!$'()*,/:;?@~"
PRINT_VIEW = re.compile(r"^print:(?:page,\d+,)?")
DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str, base: str | None = None, mirrors: Mapping[str, str] = MIRRORS) -> str:
    """Return the canonical form of `url`, resolved against `base` where it is relative.

    Scheme https (plain http stays where a port is named); host in small letters and punycode without
    trailing dot, `www.`, `m.`, `lite.`, `amp.`; `mirrors` (host -> host) applied; no fragment, tracking
    parameters, AMP or print view; needless escapes undone (RFC 3986, section 6.2.2); parameters sorted.

    Raises:
        ValueError: if this is no http(s) URL with a host.
    """
    url = url.strip()
    return _canonical(url if base is None or ABSOLUTE.match(url) else _joined(base, url), mirrors)


PATH_ALONE = re.compile(r"/(?![/\\\t\r\n])")
"""The start of a link that gives the path from the root, which is most links of most sites."""


def _joined(base: str, url: str) -> str:
    origin = _origin(base) if PATH_ALONE.match(url) and ";" not in url else None
    return origin + url if origin else urljoin(base, url)


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    """The scheme and host of an http(s) URL."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in DEFAULT_PORTS and parts.netloc else None


def _canonical(url: str, mirrors: Mapping[str, str]) -> str:
    parts = urlsplit(re.sub(r"[\t\r\n]", "", url))
    scheme, name = parts.scheme.lower(), parts.hostname
    if scheme not in DEFAULT_PORTS or not name:
        raise ValueError(f"not an http(s) URL with a host: {url[:200]!r}")
    host = _host(name, mirrors)
    port = parts.port if ":" in parts.netloc else None
    if port is None or port in DEFAULT_PORTS.values():
        scheme, netloc = "https", host
    else:
        netloc = f"{host}:{port}"
    path = parts.path if _is_canonical(parts.path) else _path(parts.path)
    query = _query(parts.query)
    return f"{scheme}://{netloc}{path}?{query}" if query else f"{scheme}://{netloc}{path}"


def _ascii_host(host: str) -> str:
    host = host.rstrip(".")
    if not host:
        raise ValueError("the URL's host is empty")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise ValueError(f"the URL's host is no domain name: {host[:100]!r}") from error


def _host(host: str, mirrors: Mapping[str, str]) -> str:
    name = _desktop_host(host.lower())
    return mirrors.get(name, name)


@lru_cache(maxsize=4096)
def _desktop_host(host: str) -> str:
    name = _ascii_host(host)
    if ":" in name:
        return f"[{name}]"
    while (shorter := MOBILE_HOST.sub("", name)) != name:
        name = shorter
    return name


PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9_.~-]*+)++/?")


def _is_canonical(path: str) -> bool:
    """Whether a path is as it should be already, as most are: nothing escaped, no view for phones or print."""
    return bool(PLAIN_PATH.fullmatch(path)) and "amp" not in path and "-mobile" not in path


def _path(path: str) -> str:
    segments = [_requoted(segment, PATH_SAFE) for segment in path.split("/")]
    kept = _without_dots([segment for segment in segments if segment], is_folder=path.endswith("/"))
    kept = _without_variants(kept)
    return "/" + "/".join(kept)


def _without_dots(segments: list[str], is_folder: bool) -> list[str]:
    kept: list[str] = []
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if kept and (is_folder or segments[-1] in (".", "..")):
        kept.append("")
    return kept


def _without_variants(segments: list[str]) -> list[str]:
    """Take the AMP, mobile and print views out of a path's segments (a last empty one: a trailing slash)."""
    if len(segments) > 1 and segments[0] == "amp":
        segments = segments[1:]
    body = segments[:-1] if segments and not segments[-1] else segments
    if len(body) > 1 and body[-1] == "amp":
        ends_in_file = body[-2].endswith((".html", ".htm", ".php"))
        segments = [*body[:-1], *([] if ends_in_file else [""])]
    segments = [
        segment.removesuffix("-mobile") if "-mobile" in segment else segment for segment in segments[:1]
    ] + segments[1:]
    if segments and segments[-1].startswith("print:"):
        segments = [*segments[:-1], PRINT_VIEW.sub("", segments[-1])]
    if segments and segments[-1].endswith(".amp.html"):
        segments = [*segments[:-1], segments[-1].removesuffix(".amp.html") + ".html"]
    return segments


@lru_cache(maxsize=8192)
def _requoted(text: str, safe: str) -> str:
    if text.isascii() and "%" not in text and re.fullmatch(r"[\w.~-]*", text):
        return text
    return quote(unquote_to_bytes(text), safe=safe)


def _query(query: str) -> str:
    if not query:
        return ""
    kept = []
    for pair in query.split("&"):
        name, equals, value = pair.partition("=")
        if not pair or _is_tracking(name.lower(), value):
            continue
        kept.append(_requoted(name, QUERY_SAFE) + equals + _requoted(value.replace("+", "%20"), QUERY_SAFE))
    return "&".join(sorted(kept))


def _is_tracking(name: str, value: str) -> bool:
    if name.startswith(("utm_", "hsa_")) or name in TRACKING:
        return True
    return name in WORDY_TRACKING and not value.isdigit()


def fetchable_url(url: str, homepage: str) -> str:
    """Return canonical `url` with the scheme and host that its site answers to.

    `homepage` is the source's own; its scheme and host are put in where `url` is of the same site
    (`https://gov.kg/x` with homepage `https://www.gov.kg/` becomes `https://www.gov.kg/x`).
    """
    home, parts = urlsplit(homepage), urlsplit(url)
    if urlsplit(canonical_url(homepage)).netloc != parts.netloc:
        return url
    return urlunsplit((home.scheme, home.netloc, parts.path, parts.query, ""))


def native_id(url: str, pattern: re.Pattern[str] | None) -> str | None:
    """Return the site's own id of the article: what the group `id` of `pattern` finds in `url`.

    Where a group `lang` matches as well, it stands before it (`en:55641`): translations share the id alone.
    """
    match = pattern.search(url) if pattern else None
    found = match.groupdict() if match else {}
    number, language = found.get("id"), found.get("lang")
    return f"{language}:{number}" if number and language else number


def slug(url: str) -> str | None:
    """Return the last words of a URL's path without id and ending (`55641-kyrgyzstan-i.html` gives `kyrgyzstan-i`).

    Sister sites share it under other ids. None where the path holds no slug of three words or more.
    """
    last = [segment for segment in urlsplit(url).path.split("/") if segment][-1:]
    if not last:
        return None
    words = re.sub(r"\.\w{3,5}$", "", last[0].lower())
    words = re.sub(r"^\d+[-_]|[-_]\d+$", "", words).strip("-_").replace("_", "-")
    return words if words.count("-") >= 2 else None
