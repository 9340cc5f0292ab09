"""Signed links to files: they expire, and they open one file of one deck."""

from __future__ import annotations

import hashlib
import hmac
import math
from dataclasses import dataclass
from urllib.parse import quote, urlencode

API = "/api/v1"
_ROUND_S = 3600
_PURPOSE = b"deckwire signed link v1"
# Without JWT_SECRET_KEY no token can be valid, so there is one tenant and a link guards nothing from anyone;
# a fixed key lets every gateway of a development machine honour the links of the others.
_DEVELOPMENT_KEY = b"development: links are signed but guard nothing"


@dataclass(frozen=True)
class Grant:
    """One file of one revision of one deck; `name` is the path below the deck, such as `deck.pptx`."""

    tenant: str
    deck_id: str
    name: str
    revision: int


class UrlSigner:
    """Makes and checks links by HMAC-SHA256 under a key derived from `secret`.

    `ttl_s` is how long a link lasts at least. Ends are rounded up to the hour, so that a link stays the same, and
    cacheable, between two reads of the state. `base` is put before the path: the public origin, or nothing.
    """

    def __init__(self, secret: bytes | None, *, ttl_s: float, base: str = "") -> None:
        self._key = hmac.digest(secret or _DEVELOPMENT_KEY, _PURPOSE, hashlib.sha256)
        self._ttl_s = ttl_s
        self._base = base

    def _signature(self, grant: Grant, expires: int) -> str:
        parts = (grant.tenant, grant.deck_id, grant.name, str(grant.revision), str(expires))
        return hmac.digest(self._key, "\n".join(parts).encode(), hashlib.sha256).hex()[:43]

    def url(self, grant: Grant, now: float, *, version: str = "") -> str:
        """Return the link to the file; `version` (of a content hash) makes it change when the bytes do."""
        expires = math.ceil((now + self._ttl_s) / _ROUND_S) * _ROUND_S
        query = {
            "revision": str(grant.revision),
            "tenant": grant.tenant,
            "exp": str(expires),
            "sig": self._signature(grant, expires),
        }
        if version:
            query["v"] = version[:12]
        return f"{self._base}{API}/decks/{quote(grant.deck_id)}/{quote(grant.name)}?{urlencode(query)}"

    def valid(self, grant: Grant, expires: str, signature: str, now: float) -> bool:
        """Return whether the signature is ours and has not expired."""
        if not (expires.isascii() and expires.isdigit() and len(expires) <= 12):
            return False
        expected = self._signature(grant, int(expires))
        return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")) and now <= int(expires)
