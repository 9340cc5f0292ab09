"""When a provider is left alone, and when it is tried again."""

from __future__ import annotations

import pytest
from deckwire_imagegen.core.breaker import Breaker, BreakerState
from deckwire_imagegen.ports import (
    KeyRefusedError,
    PausedError,
    QuotaError,
    RateLimitedError,
    RefusedError,
    UnavailableError,
)


def breaker() -> Breaker:
    return Breaker(threshold=3, open_s=10, account_s=100)


def test_breaker_opens_after_so_many_failures_in_a_row() -> None:
    b = breaker()
    for _ in range(2):
        b.admit(0)
        b.failed(UnavailableError(), 0)
    assert b.view(0).state is BreakerState.CLOSED
    b.failed(UnavailableError(), 0)
    view = b.view(4)
    assert (view.state, view.retry_in_s, view.reason) == (BreakerState.OPEN, 6, "provider_unavailable")
    with pytest.raises(PausedError) as caught:
        b.admit(4)
    assert caught.value.reason == "provider_unavailable"
    assert caught.value.retry_after_s == 6


def test_success_in_between_starts_the_count_anew() -> None:
    b = breaker()
    for _ in range(5):
        b.failed(UnavailableError(), 0)
        b.failed(UnavailableError(), 0)
        b.succeeded()
    assert b.view(0).state is BreakerState.CLOSED


def test_half_open_breaker_lets_exactly_one_call_pass() -> None:
    b = breaker()
    b.failed(KeyRefusedError(), 0)
    assert b.view(100).state is BreakerState.HALF_OPEN
    b.admit(100)
    with pytest.raises(PausedError):
        b.admit(100)
    b.succeeded()
    b.admit(100)
    assert b.view(100).state is BreakerState.CLOSED


def test_failed_probe_opens_again_for_longer() -> None:
    b = breaker()
    for _ in range(3):
        b.failed(UnavailableError(), 0)
    b.admit(10)
    b.failed(UnavailableError(), 10)
    assert b.view(10).retry_in_s == 20
    b.admit(30)
    b.failed(UnavailableError(), 30)
    assert b.view(30).retry_in_s == 40


def test_pause_never_grows_past_ten_minutes() -> None:
    b = breaker()
    now = 0.0
    for _ in range(40):
        b.failed(UnavailableError(), now)
        now += b.view(now).retry_in_s
    b.failed(UnavailableError(), now)
    assert b.view(now).retry_in_s <= 600


def test_abandoned_probe_may_be_tried_again() -> None:
    b = breaker()
    b.failed(QuotaError(), 0)
    b.admit(100)
    b.abandoned()
    b.admit(100)


@pytest.mark.parametrize("error", [KeyRefusedError(), QuotaError()])
def test_key_and_credit_open_it_at_once(error: KeyRefusedError | QuotaError) -> None:
    b = breaker()
    b.failed(error, 0)
    assert b.view(0).retry_in_s == 100


def test_refused_picture_says_nothing_about_the_provider() -> None:
    b = breaker()
    for _ in range(10):
        b.failed(RefusedError(), 0)
    assert b.view(0).state is BreakerState.CLOSED


def test_hold_lasts_as_long_as_the_provider_said() -> None:
    b = breaker()
    b.hold(RateLimitedError(retry_after_s=77), 3)
    assert b.view(3).retry_in_s == 77
    assert b.view(3).reason == "provider_rate_limited"
