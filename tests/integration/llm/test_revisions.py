"""An instruction becomes a revision: what it touches is written anew, and nothing else is asked for or paid."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from deckwire_contracts import (
    Brand,
    DeckEdit,
    DeckFailed,
    DeckState,
    Instruction,
    Look,
    ProblemCode,
    SlideEdit,
)
from deckwire_contracts.slides import BulletItem, BulletsSlide
from deckwire_kit.testing import eventually
from deckwire_llm.core.writing import AS_GIVEN

from tests.integration.llm.llm_world import TENANT, World, running, world
from tests.providers import FakeOpenRouter, Script, kind, mentions, misbehave
from tests.providers.server import Recorded

pytestmark = pytest.mark.connected


def changing(*changes: dict[str, Any], reply: str = "Done.", **more: Any) -> FakeOpenRouter:
    """A model that plans these changes, and writes slides as its sampler does."""
    bare = {"to": None, "type": "keep", "title": "", "instruction": "", "points": [], "wants_image": False}
    planned = {"reply": reply, "title": "", "theme": "keep", "language": "", **more}
    said = json.dumps({**planned, "changes": [{**bare, **change} for change in changes]})

    def answer(entry: Recorded) -> str | None:
        return said if entry.kind == "change" else None

    return FakeOpenRouter(answer=answer)


async def revised(w: World, deck_id: str, revision: int) -> DeckState:
    """Wait until every slide of the revision is drafted or it has ended."""

    async def probe() -> DeckState | None:
        state = await w.bus.facts.state(TENANT, deck_id, revision)
        done = state is not None and (state.end or (state.slides and all(s.drafted for s in state.slides)))
        return state if done else None

    state = await eventually(probe, deadline_s=15, what=f"revision {revision} is drafted or has ended")
    assert state is not None
    return state


async def say(w: World, content: str, *, revision: int = 2, slide_id: str | None = None) -> DeckState:
    said = Instruction(content=content, slide_id=slide_id)
    await w.request(
        "d1", "", revision=revision, kind="message", base_revision=revision - 1, instruction=said, image_type="none"
    )
    return await revised(w, "d1", revision)


def asked_for(w: World, text: str) -> list[Recorded]:
    return [entry for entry in w.provider.requests if text in entry.text]


async def test_one_touched_slide_is_one_slide_written(tmp_path: Path) -> None:
    fake = changing({"action": "rewrite", "slide": 3, "type": "bullets", "instruction": "Say it in fewer words"})
    async with world(tmp_path, fake) as w, running(w):
        await w.request("d1", n_slides=5, image_type="none")
        before = await w.drafted("d1")
        asked = w.provider.count("slide")
        state = await say(w, "slide 3 is too long")
        touched = [s.brief.id for s in state.slides if s.drafted and s.drafted.revision == 2]
        assert touched == [before.slides[2].brief.id]
        assert w.provider.count("slide") == asked + 1
        assert state.usage.calls == 2
        (question,) = asked_for(w, "Write it anew")
        assert "slide 3 is too long" in question.text
        assert before.slides[2].drafted is not None
        assert "This is the slide as it stands" in question.text
        assert state.outlined is not None
        assert state.outlined.reply == "Done."


async def test_a_question_is_answered_without_writing_a_slide(tmp_path: Path) -> None:
    async with world(tmp_path, changing(reply="It is for the board.")) as w, running(w):
        await w.request("d1", n_slides=4, image_type="none")
        await w.drafted("d1")
        asked = w.provider.count("slide")
        state = await say(w, "who is this for?")
        assert w.provider.count("slide") == asked
        assert state.outlined is not None
        assert state.outlined.reply == "It is for the board."
        assert [s.brief.from_revision for s in state.slides] == [1] * 4


async def test_the_model_sees_the_deck_and_what_was_said_before(tmp_path: Path) -> None:
    async with world(tmp_path, changing(reply="Noted.")) as w, running(w):
        await w.request("d1", "Tidal power for harbours", n_slides=3, image_type="none")
        await w.drafted("d1")
        await say(w, "first wish")
        await say(w, "second wish", revision=3)
        question = asked_for(w, "second wish")[0]
        assert "Tidal power for harbours" in question.text
        assert "first wish" in question.text
        assert "Noted." in question.text
        assert "3. [" in question.text


async def test_a_slide_that_cannot_be_written_anew_stays_as_it_was_and_says_so(tmp_path: Path) -> None:
    fake = changing({"action": "rewrite", "slide": 2, "instruction": "Better"})
    fake.script = Script().always(mentions("Write it anew"), misbehave.refused())
    async with world(tmp_path, fake) as w, running(w):
        await w.request("d1", n_slides=3, image_type="none")
        before = await w.drafted("d1")
        state = await say(w, "improve slide 2")
        old, new = before.slides[1].drafted, state.slides[1].drafted
        assert old is not None
        assert new is not None
        assert new.slide == old.slide
        assert [(mark.reason, "left as it was" in mark.detail) for mark in new.degradations] == [
            ("provider_refused", True)
        ]


async def test_without_a_model_the_mechanical_works_and_the_rest_is_said(tmp_path: Path) -> None:
    async with world(tmp_path, openrouter_api_key=None) as w, running(w):
        await w.request("d1", "# Harbour\n\n## Ships\n\nShips came in May.\n\n## Crane\n\nThe crane is old.\n")
        before = await w.drafted("d1")
        moved = await say(w, "move slide 2 to the end")
        assert moved.slides[-1].brief.id == before.slides[1].brief.id
        assert moved.degradations == before.degradations
        left = await say(w, "add a slide about the competition", revision=3)
        assert [s.brief.id for s in left.slides] == [s.brief.id for s in moved.slides]
        assert "no_model" in [mark.reason for mark in left.outlined.degradations]  # type: ignore[union-attr]


async def test_a_look_of_ones_own_is_put_on_without_asking_the_model(tmp_path: Path) -> None:
    brand = Brand(id="brand-1", title="Acme Blue", colours=("#0057B8",))
    look = Look(brand=brand)
    async with world(tmp_path) as w, running(w):
        await w.request("d1", n_slides=3, image_type="none")
        await w.drafted("d1")
        asked = len(w.provider.requests)
        said = Instruction(content="use the Acme Blue theme", looks=[look])
        await w.request("d1", "", revision=2, kind="message", base_revision=1, instruction=said, image_type="none")
        worn = await revised(w, "d1", 2)
        assert len(w.provider.requests) == asked
    assert worn.outlined is not None
    assert (worn.outlined.outline.theme, worn.outlined.options.look) == ("brand-1", look)
    assert "Acme Blue" in worn.outlined.reply
    assert [s.brief.from_revision for s in worn.slides] == [1, 1, 1]


async def test_slides_that_stay_are_not_written_again_when_their_number_changes_without_a_model(tmp_path: Path) -> None:
    text = "# Harbours\n\n" + "".join(
        f"## Part {n}\n\n- Boats of part {n} are quiet\n- They start at {n}\n- They carry bikes\n\n"
        for n in range(1, 6)
    )
    async with world(tmp_path, openrouter_api_key=None) as w, running(w):
        await w.request("d1", text, image_type="none", include_table_of_contents=True)
        before = await w.drafted("d1")
        state = await say(w, f"make it {len(before.slides) - 1} slides")
    assert state.outlined is not None
    assert len(state.slides) == len(before.slides) - 1
    written = [s for s in state.slides if s.drafted and s.drafted.revision == 2]
    assert {s.drafted.writer for s in written if s.drafted} == {AS_GIVEN}
    assert len(written) < len(state.slides) - 2
    assert "slides now" in state.outlined.reply


async def test_a_model_that_fails_leaves_the_deck_as_it_is(tmp_path: Path) -> None:
    fake = FakeOpenRouter(script=Script().always(kind("change"), misbehave.prose()))
    async with world(tmp_path, fake) as w, running(w):
        await w.request("d1", n_slides=3, image_type="none")
        await w.drafted("d1")
        state = await say(w, "make it sing")
        assert [s.brief.from_revision for s in state.slides] == [1] * 3
        assert state.outlined is not None
        assert [mark.reason for mark in state.outlined.degradations] == ["provider_invalid_answer"]


async def test_an_older_revision_comes_back_without_a_question(tmp_path: Path) -> None:
    async with world(tmp_path, changing({"action": "remove", "slide": 2})) as w, running(w):
        await w.request("d1", n_slides=4, image_type="none")
        first = await w.drafted("d1")
        await say(w, "remove the second slide, I never liked it")
        calls = w.provider.count()
        await w.request("d1", "", revision=3, kind="restore", base_revision=1)
        state = await revised(w, "d1", 3)
        assert [s.brief.id for s in state.slides] == [s.brief.id for s in first.slides]
        assert [s.drafted for s in state.slides] == [s.drafted for s in first.slides]
        assert w.provider.count() == calls


async def test_what_the_user_changed_by_hand_is_taken_as_it_is(tmp_path: Path) -> None:
    async with world(tmp_path) as w, running(w):
        await w.request("d1", n_slides=3, image_type="none")
        first = await w.drafted("d1")
        calls = w.provider.count()
        ids = [s.brief.id for s in first.slides]
        own = BulletsSlide(title="My own words", items=[BulletItem(text="Mine")])
        edit = DeckEdit(title="My deck", slides=[SlideEdit(slide_id=ids[1], slide=own)], order=[ids[2], ids[1]])
        await w.request("d1", "", revision=2, kind="edit", base_revision=1, edit=edit)
        state = await revised(w, "d1", 2)
        assert state.outline is not None
        assert state.outline.title == "My deck"
        assert [s.brief.id for s in state.slides] == [ids[2], ids[1]]
        drafted = state.slides[1].drafted
        assert drafted is not None
        assert (drafted.slide, drafted.writer) == (own, AS_GIVEN)
        assert w.provider.count() == calls


async def test_a_fork_is_a_deck_of_its_own_that_asks_for_nothing_again(tmp_path: Path) -> None:
    async with world(tmp_path) as w, running(w):
        await w.request("d1", n_slides=3, image_type="none")
        first = await w.drafted("d1")
        calls = w.provider.count()
        await w.request("d2", "", kind="fork", base_deck_id="d1", base_revision=1, image_type="none")
        state = await revised(w, "d2", 1)
        assert [s.drafted.slide for s in state.slides if s.drafted] == [
            s.drafted.slide for s in first.slides if s.drafted
        ]
        assert {s.drafted.deck_id for s in state.slides if s.drafted} == {"d2"}
        assert w.provider.count() == calls


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "restore", "base_revision": 7},
        {"kind": "edit", "base_revision": 1, "edit": DeckEdit(order=["zz"])},
        {"kind": "message", "base_revision": 1},
        {"kind": "fork", "base_deck_id": "nosuch", "base_revision": 1},
    ],
    ids=lambda asked: str(asked["kind"]),
)
async def test_what_cannot_be_built_upon_ends_with_a_problem(tmp_path: Path, asked: dict[str, Any]) -> None:
    async with world(tmp_path) as w, running(w):
        await w.request("d1", n_slides=2, image_type="none")
        await w.drafted("d1")
        await w.request("d1", "", revision=2, **asked)
        state = await revised(w, "d1", 2)
        assert isinstance(state.end, DeckFailed)
        assert state.end.problem.code is ProblemCode.INVALID_REQUEST
