"""A circuit breaker: after failures a provider is left alone for a while, then tried with one call."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..ports import PausedError, PictureError

_LONGEST_S = 600.0


class BreakerState(StrEnum):
    """Whether calls pass (`closed`), none does (`open`), or one does to see (`half_open`)."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True)
class BreakerView:
    """What a breaker shows of itself; `retry_in_s` counts down while it is open."""

    state: BreakerState
    failures: int
    retry_in_s: float
    reason: str


class Breaker:
    """Counts consecutive failures of one provider; times are seconds of whatever clock the caller reads.

    It opens after `threshold` failures for `open_s`, and at once for `account_s` when key or credit are at
    fault; each time that the one call of the half-open state fails the pause doubles, up to ten minutes.
    """

    def __init__(self, *, threshold: int, open_s: float, account_s: float) -> None:
        self._threshold = threshold
        self._open_s = open_s
        self._account_s = account_s
        self._failures = 0
        self._until: float | None = None
        self._pause_s = open_s
        self._probing = False
        self._reason = ""
        self._words = ""

    def view(self, now: float) -> BreakerView:
        """Return the state as it is at `now`."""
        if self._until is None:
            state = BreakerState.CLOSED
        elif now < self._until:
            state = BreakerState.OPEN
        else:
            state = BreakerState.HALF_OPEN
        left = max(0.0, self._until - now) if self._until is not None else 0.0
        return BreakerView(state, self._failures, left, self._reason)

    def admit(self, now: float) -> None:
        """Let one call pass; raises PausedError while the breaker is open or its one probe is under way."""
        view = self.view(now)
        if view.state is BreakerState.CLOSED:
            return
        if view.state is BreakerState.OPEN or self._probing:
            raise PausedError(self._reason, self._words, retry_after_s=view.retry_in_s)
        self._probing = True

    def succeeded(self) -> None:
        """Note that a call gave what was asked, or an answer that shows the provider well; closes the breaker."""
        self._failures = 0
        self._until = None
        self._pause_s = self._open_s
        self._probing = False
        self._reason = self._words = ""

    def abandoned(self) -> None:
        """Note that a call was given up before anything was learnt from it."""
        self._probing = False

    def failed(self, error: PictureError, now: float) -> None:
        """Note a failure; opens the breaker when it trips at once, was the probe, or was one too many."""
        if error.trips == "never":
            self.succeeded()
            return
        probe, self._probing = self._probing, False
        self._failures += 1
        if error.trips == "now":
            pause = max(self._account_s, self._pause_s if probe else 0.0)
        elif probe or self._failures >= self._threshold:
            pause = self._pause_s
        else:
            return
        pause = max(pause, error.retry_after_s or 0.0)
        self._until = now + min(pause, _LONGEST_S)
        self._pause_s = min(max(self._pause_s, self._open_s) * 2, _LONGEST_S)
        self._reason, self._words = error.reason, error.words

    def hold(self, error: PictureError, now: float) -> None:
        """Open for as long as the provider said in `retry_after_s`, whatever has been counted."""
        self._until = max(self._until or 0.0, now + min(error.retry_after_s or self._open_s, _LONGEST_S))
        self._probing = False
        self._reason, self._words = error.reason, error.words
