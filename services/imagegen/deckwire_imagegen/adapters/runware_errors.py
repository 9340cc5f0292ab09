"""What an error code of Runware means for us."""

from __future__ import annotations

from ..ports import (
    BadOrderError,
    KeyRefusedError,
    PictureError,
    QuotaError,
    RateLimitedError,
    RefusedError,
    UnavailableError,
)

# Hundreds of codes exist and the vendor is renaming them, so parts of words decide; the first that fits wins.
_PARTS: tuple[tuple[tuple[str, ...], type[PictureError]], ...] = (
    (("credit", "quota", "balance", "paymentrequired"), QuotaError),
    (("ratelimit", "toomanyrequests", "queuefull", "capacity"), RateLimitedError),
    (("contentpolicy", "sensitivecontent", "unsafecontent", "nsfw", "blocked", "moderation", "safety"), RefusedError),
    (("unauthorized", "apikey", "authentication", "forbidden", "permission"), KeyRefusedError),
    (("timeout",), UnavailableError),
    (("internal", "serviceunavailable", "server", "inference", "taskfailed", "unavailable"), UnavailableError),
    (("provider",), UnavailableError),
    (("notfound", "expired"), BadOrderError),
    (("invalid", "missing", "conflict", "unsupported", "value", "max", "unknownparameter"), BadOrderError),
)
_STATUS: dict[int, type[PictureError]] = {
    400: BadOrderError,
    401: KeyRefusedError,
    402: QuotaError,
    403: KeyRefusedError,
    404: BadOrderError,
    408: UnavailableError,
    413: BadOrderError,
    422: BadOrderError,
    429: RateLimitedError,
}


def error_type(code: str, status: int) -> type[PictureError]:
    """Return the class of failure for an error code and an HTTP status, which may be 200."""
    flat = code.replace("_", "").replace("-", "").lower()
    for parts, kind in _PARTS:
        if any(part in flat for part in parts):
            return kind
    return _STATUS.get(status, UnavailableError)


def means_unknown(code: str, status: int) -> bool:
    """Return whether an answer to `getResponse` says that there is no such task."""
    flat = code.replace("_", "").replace("-", "").lower()
    return status == 404 or "notfound" in flat or "expired" in flat or "unknowntask" in flat or "taskuuid" in flat
