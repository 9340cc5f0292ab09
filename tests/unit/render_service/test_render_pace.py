"""Previews take turns, and none is in two hands at once."""

from __future__ import annotations

import asyncio

import pytest
from deckwire_render.handlers import Pace

PATIENCE_S = 10


async def test_the_next_preview_is_painted_while_the_first_is_stored() -> None:
    pace = Pace(1)
    async with asyncio.timeout(PATIENCE_S), pace.previewing("one") as leave:
        second = asyncio.create_task(_held(pace, "two"))
        await asyncio.sleep(0)
        assert not second.done()
        leave()
        await second


async def test_a_preview_that_a_deck_has_in_hand_keeps_no_place_from_others() -> None:
    pace = Pace(1)
    async with asyncio.timeout(PATIENCE_S):
        async with pace.having("one"):
            same = asyncio.create_task(_held(pace, "one"))
            await _held(pace, "two")
            assert not same.done()
        await same


async def test_a_deck_waits_for_a_preview_that_is_in_hand() -> None:
    pace = Pace(1)
    async with asyncio.timeout(PATIENCE_S):
        async with pace.previewing("one"):
            late = asyncio.create_task(_late(pace, "one"))
            await asyncio.sleep(0)
            assert not late.done()
        await late


async def test_a_preview_that_fails_gives_its_place_and_its_name_back() -> None:
    pace = Pace(1)
    async with asyncio.timeout(PATIENCE_S):
        with pytest.raises(ConnectionError):
            async with pace.previewing("one"):
                raise ConnectionError
        await _held(pace, "one")


async def _held(pace: Pace, subject: str) -> None:
    async with pace.previewing(subject):
        pass


async def _late(pace: Pace, subject: str) -> None:
    async with pace.having(subject):
        pass
