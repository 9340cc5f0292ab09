"""What the illustrator needs from outside: sources of pictures, a memory of orders, a place for bytes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Protocol, runtime_checkable

from deckwire_contracts import Credit
from deckwire_contracts.artifacts import ArtifactRef
from deckwire_contracts.text import Line
from pydantic import BaseModel, ConfigDict, Field

TRIES = 3
"""The most calls that one provider gets for one order in one delivery."""


class Kind(StrEnum):
    """How a provider comes by its pictures."""

    GENERATED = "generated"
    STOCK = "stock"
    DRAWN = "drawn"


@dataclass(frozen=True)
class PictureOrder:
    """One picture to be had: words, size in pixels, look.

    `prompt` is for a generator, `query` for a search. `task` names what the picture is for and is the same in
    every delivery of the same message; with `delivery` (from 1) and `attempt` (from 0) it tells a provider
    which of its earlier calls may already have made this picture. `palette` holds the colours of a theme that is not
    of the catalogue, in the order of `ThemeInfo.palette`.
    """

    prompt: str
    query: str
    alt: str
    width: int
    height: int
    seed: int
    style: str = ""
    theme: str = "indigo"
    palette: tuple[str, ...] = ()
    budget_usd: float | None = None
    tenant: str = ""
    task: str = ""
    delivery: int = 1
    attempt: int = 0


@dataclass(frozen=True)
class Picture:
    """A picture as a provider gave it: bytes, what they claim to be, what they cost.

    `estimated` says that the provider did not report the cost. Width and height are what was asked for or
    announced; the bytes themselves are not trusted until they have been decoded.
    """

    data: bytes
    media_type: str
    width: int
    height: int
    credit: Credit | None = None
    cost_usd: float = 0.0
    estimated: bool = False


class PictureError(Exception):
    """A provider gave no picture.

    `reason` is the stable code that a degradation shows; `retryable` says that the same provider may be asked
    again without paying twice; `trips` says whether the breaker counts the failure, opens at once or ignores
    it. `cost_usd` is what the call cost or may have cost all the same (`estimated`).
    """

    reason: ClassVar[str] = "provider_unavailable"
    retryable: ClassVar[bool] = False
    trips: ClassVar[Literal["never", "count", "now"]] = "count"
    words: ClassVar[str] = "gave no picture"

    def __init__(
        self,
        detail: str = "",
        *,
        retry_after_s: float | None = None,
        cost_usd: float = 0.0,
        estimated: bool = False,
    ) -> None:
        super().__init__(f"{self.reason}: {detail}" if detail else self.reason)
        self.detail = detail
        self.retry_after_s = retry_after_s
        self.cost_usd = cost_usd
        self.estimated = estimated


class KeyRefusedError(PictureError):
    """The provider does not accept the key."""

    reason = "provider_auth"
    trips = "now"
    words = "refused the key"


class QuotaError(PictureError):
    """The account has no credit left."""

    reason = "provider_quota"
    trips = "now"
    words = "has no credit left on this account"


class RateLimitedError(PictureError):
    """The provider wants us to be slower."""

    reason = "provider_rate_limited"
    retryable = True
    words = "limits our rate"


class UnavailableError(PictureError):
    """The provider failed, and it is known that it did not make the picture."""

    reason = "provider_unavailable"
    retryable = True
    words = "is unavailable"


class TimedOutError(PictureError):
    """No answer came in time; the picture may have been made and paid for, so the call is not repeated."""

    reason = "provider_timeout"
    words = "took too long"


class RefusedError(PictureError):
    """The provider finds the words or the picture unsafe."""

    reason = "image_refused"
    trips = "never"
    words = "refused this picture"


class BadOrderError(PictureError):
    """The provider rejects the order itself; the next one would fare alike."""

    reason = "provider_invalid_request"
    trips = "never"
    words = "rejected the request"


class BadAnswerError(PictureError):
    """The answer cannot be used: not JSON, cut short, too large, or no picture in it."""

    reason = "provider_invalid_answer"
    words = "sent an answer that cannot be used"


class NothingFoundError(PictureError):
    """A search found no picture for the words."""

    reason = "no_picture_found"
    trips = "never"
    words = "found no fitting picture"


class CostCapError(PictureError):
    """The call could cost more than the slide may still spend, so it was not made."""

    reason = "cost_cap"
    trips = "never"
    words = "would cost more than this slide may spend"


class PausedError(PictureError):
    """The breaker holds the provider back; `reason` is that of the failure that opened it."""

    trips = "never"
    words = "is paused after failures"

    def __init__(self, because: str, words: str, *, retry_after_s: float) -> None:
        super().__init__(because, retry_after_s=retry_after_s)
        self.reason = because  # type: ignore[misc]
        self.words = words  # type: ignore[misc]


@runtime_checkable
class ImageProvider(Protocol):
    """A source of pictures.

    `name` is how settings call it, `title` how people do; `model` and `name` together identify what would be
    had for an order; `price_usd` is the estimate for one picture; `concurrency` how many calls it bears.
    """

    @property
    def name(self) -> str:
        """The short name in `IMAGE_PROVIDERS`."""
        ...

    @property
    def title(self) -> str:
        """The name that people know."""
        ...

    @property
    def kind(self) -> Kind:
        """How it comes by its pictures."""
        ...

    @property
    def model(self) -> str:
        """What makes the picture, as part of the cache key."""
        ...

    @property
    def price_usd(self) -> float:
        """The estimated price of one picture."""
        ...

    @property
    def concurrency(self) -> int:
        """How many calls may run at once."""
        ...

    async def generate(self, order: PictureOrder) -> Picture:
        """Return a picture for the order; raises PictureError, never anything of its transport."""
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...


class KeptPicture(BaseModel):
    """What is remembered of an order: the picture that stands for it, and the task that paid for it."""

    model_config = ConfigDict(extra="ignore")

    image: ArtifactRef
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    credit: Credit | None = None
    cost_usd: float = Field(default=0.0, ge=0)
    estimated: bool = False
    paid_for: Annotated[Line, Field(max_length=300)] = ""


class OrderMemory(Protocol):
    """Remembers which picture stands for an order."""

    async def find(self, key: str) -> KeptPicture | None:
        """Return what is kept under `key` if its bytes are still there, else None."""
        ...

    async def keep(self, key: str, picture: KeptPicture) -> None:
        """Remember the picture; failing to is logged, never raised."""
        ...


class ByteStore(Protocol):
    """Stores bytes by content."""

    def ref(self, data: bytes, media_type: str) -> ArtifactRef:
        """Return where the bytes lie once they are stored."""
        ...

    async def put(self, data: bytes, media_type: str) -> ArtifactRef:
        """Store the bytes and return where they lie."""
        ...
