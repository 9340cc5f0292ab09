"""Who may do what: the one place that every read and every write passes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import jwt
from deckwire_contracts import ProblemCode, ProblemError
from deckwire_contracts.text import one_line

from .signing import Grant, UrlSigner

DEVELOPMENT_TENANT = "dev"
LEEWAY_S = 10
_ALGORITHM = "HS256"
_TENANT = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Action(StrEnum):
    """What a caller can be allowed to do; the values are scopes of a token."""

    READ = "decks:read"
    WRITE = "decks:write"


@dataclass(frozen=True)
class Principal:
    """Who calls: the tenant whose decks are in reach, the subject, and what it may do.

    `grant` is set when a signed URL was shown in place of a token: then nothing but that one file is in reach.
    `expires`, in Unix seconds, matters for those who stay connected.
    """

    tenant: str
    subject: str
    scopes: frozenset[str]
    grant: Grant | None = None
    expires: float | None = None


ALL_SCOPES = frozenset(action.value for action in Action)


def _refused(detail: str) -> ProblemError:
    return ProblemError.of(
        ProblemCode.UNAUTHENTICATED, detail, hint="Send `Authorization: Bearer <token>` with a valid access token."
    )


class Access:
    """Turns what a caller shows into a principal, and says what a principal may do.

    In production a bearer token is required. Otherwise whoever shows none is the development tenant.
    """

    def __init__(
        self,
        *,
        secret: bytes | None,
        production: bool,
        signer: UrlSigner,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._secret = secret
        self._production = production
        self._signer = signer
        self._clock = clock

    def by_token(self, token: str | None) -> Principal:
        """Return the principal of a bearer token; raises ProblemError `unauthenticated`."""
        if not token:
            if self._production:
                raise _refused("This call needs an access token.")
            return Principal(DEVELOPMENT_TENANT, "developer", ALL_SCOPES)
        if self._secret is None:
            raise _refused("This server has no key to check tokens with; leave the token out.")
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[_ALGORITHM],
                leeway=LEEWAY_S,
                options={"require": ["exp"], "verify_aud": False},
            )
        except jwt.ExpiredSignatureError as error:
            raise _refused("The access token has expired.") from error
        except (jwt.InvalidTokenError, ValueError, OverflowError) as error:
            raise _refused("The access token is not valid.") from error
        return _principal(claims)

    def by_header(self, authorization: str | None) -> Principal:
        """Return the principal of an `Authorization` header; raises ProblemError `unauthenticated`."""
        if authorization is None:
            return self.by_token(None)
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise _refused("The Authorization header must be `Bearer <token>`.")
        return self.by_token(token.strip())

    def by_signature(self, grant: Grant, expires: str, signature: str) -> Principal:
        """Return the principal of a signed URL; raises ProblemError `forbidden` when it is not ours or too old."""
        if not _TENANT.fullmatch(grant.tenant) or not self._signer.valid(grant, expires, signature, self._clock()):
            raise ProblemError.of(
                ProblemCode.FORBIDDEN,
                "This link is not valid or has expired.",
                hint="Read the deck's state again to get a fresh link.",
            )
        return Principal(grant.tenant, "link", frozenset({Action.READ}), grant)

    def require(self, principal: Principal, action: Action, *, file: tuple[str, str, int] | None = None) -> None:
        """Raise ProblemError `forbidden` unless the principal may do that, `unauthenticated` when its time is up.

        `file` is (deck id, name, revision) of a file that is asked for; a link opens only the file it was made for.
        """
        if principal.expires is not None and self._clock() > principal.expires + LEEWAY_S:
            raise _refused("The access token has expired.")
        if action.value not in principal.scopes:
            raise ProblemError.of(ProblemCode.FORBIDDEN, f"The access token lacks the scope `{action.value}`.")
        grant = principal.grant
        if grant is not None and (file is None or file != (grant.deck_id, grant.name, grant.revision)):
            raise ProblemError.of(ProblemCode.FORBIDDEN, "This link opens another file.")


def _principal(claims: dict[str, Any]) -> Principal:
    tenant = claims.get("tenant")
    if not isinstance(tenant, str) or not _TENANT.fullmatch(tenant):
        raise _refused("The access token names no tenant.")
    granted = claims.get("scope", claims.get("scopes"))
    if granted is None:
        scopes = ALL_SCOPES
    elif isinstance(granted, str):
        scopes = frozenset(granted.split())
    elif isinstance(granted, list):
        scopes = frozenset(str(scope) for scope in granted)
    else:
        raise _refused("The access token's scope cannot be read.")
    subject = one_line(str(claims.get("sub") or "unknown"))[:200]
    return Principal(tenant, subject, scopes, expires=float(claims["exp"]))
