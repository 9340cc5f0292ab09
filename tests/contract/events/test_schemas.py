"""Contracts change only by addition: schemas, golden messages and what each release may read."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from deckwire_contracts import EVENT, EVENT_TYPES, DeadLetter
from deckwire_contracts.schemas import breaking_changes, generate, main, read, write

ROOT = Path(__file__).parents[3]
SCHEMAS = ROOT / "contracts" / "schemas" / "v1"
EXAMPLES = sorted((ROOT / "contracts" / "examples" / "v1").glob("*/*.json"))


def _example_id(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_checked_in_schemas_are_those_of_the_models() -> None:
    assert read(SCHEMAS) == generate(), "run: python -m deckwire_contracts.schemas"


def test_every_event_type_has_a_golden_message() -> None:
    assert {path.parent.name for path in EXAMPLES} == set(EVENT_TYPES) | {"deadletter"}


@pytest.mark.parametrize("path", EXAMPLES, ids=_example_id)
def test_golden_message_is_read_by_todays_models_without_loss(path: Path) -> None:
    message = json.loads(path.read_text(encoding="utf-8"))
    if path.parent.name == "deadletter":
        read_back: dict[str, Any] = DeadLetter.model_validate(message).model_dump(mode="json")
    else:
        event = EVENT.validate_json(path.read_bytes())
        assert event.subject == message["id"]
        read_back = event.model_dump(mode="json")
    _assert_contains(read_back, message)


def _assert_contains(actual: Any, expected: Any) -> None:
    """New fields may have appeared with defaults; every old one keeps its value."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            _assert_contains(actual[key], value)
    elif isinstance(expected, list):
        assert len(actual) == len(expected)
        for one, other in zip(actual, expected, strict=True):
            _assert_contains(one, other)
    else:
        assert actual == expected


@pytest.mark.parametrize("path", EXAMPLES, ids=_example_id)
def test_golden_message_satisfies_its_published_schema(path: Path) -> None:
    schema = json.loads((SCHEMAS / f"{path.parent.name}.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), schema)


def test_golden_slides_cover_every_slide_type() -> None:
    paths = [path for path in EXAMPLES if path.parent.name == "slide.drafted"]
    drafted = [json.loads(path.read_text(encoding="utf-8"))["slide"]["type"] for path in paths]
    mapping = generate()["slide.drafted"]["properties"]["slide"]["discriminator"]["mapping"]
    assert set(drafted) == set(mapping)


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_schemas_have_only_grown_since_they_were_first_published() -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("needs git and the history of the repository")
    first = _git("log", "--diff-filter=A", "--format=%H", "--reverse", "--", "contracts/schemas/v1").split()
    if not first:
        pytest.skip("the history does not reach back to the first published schemas")
    today = generate()
    for name in _git("ls-tree", "--name-only", f"{first[0]}:contracts/schemas/v1").split():
        old = json.loads(_git("show", f"{first[0]}:contracts/schemas/v1/{name}"))
        stem = name.removesuffix(".json")
        assert stem in today, f"{stem} was removed"
        assert breaking_changes(old, today[stem]) == []


def _drafted() -> dict[str, Any]:
    return copy.deepcopy(generate()["slide.drafted"])


def test_a_removed_field_is_a_breaking_change() -> None:
    new = _drafted()
    del new["properties"]["writer"]
    assert breaking_changes(_drafted(), new) == ["/writer: removed"]


def test_a_newly_required_field_is_a_breaking_change() -> None:
    new = _drafted()
    new["required"].append("writer")
    assert breaking_changes(_drafted(), new) == ["/writer: newly required"]


def test_a_changed_type_is_a_breaking_change() -> None:
    new = _drafted()
    new["properties"]["number"]["type"] = "string"
    assert breaking_changes(_drafted(), new) == ["/number: type was 'integer', is 'string'"]


def test_a_narrowed_bound_is_a_breaking_change() -> None:
    new = _drafted()
    new["$defs"]["BulletsSlide"]["properties"]["items"]["maxItems"] = 3
    assert breaking_changes(_drafted(), new) == ["$defs/BulletsSlide/items: maxItems fell to 3"]


def test_a_removed_slide_type_is_a_breaking_change() -> None:
    new = _drafted()
    new["properties"]["slide"]["oneOf"] = new["properties"]["slide"]["oneOf"][1:]
    del new["$defs"]["TitleSlide"]
    assert len(breaking_changes(_drafted(), new)) == 2


def test_a_removed_enum_value_is_a_breaking_change() -> None:
    new = _drafted()
    new["$defs"]["Stage"]["enum"].remove("render")
    assert breaking_changes(_drafted(), new) == ["$defs/Stage: enum lost 'render'"]


def test_a_new_optional_field_and_a_new_enum_value_are_additions() -> None:
    new = _drafted()
    new["properties"]["mood"] = {"type": "string", "default": ""}
    new["$defs"]["Stage"]["enum"].append("translate")
    assert breaking_changes(_drafted(), new) == []


def test_regenerating_refuses_to_write_a_breaking_change(tmp_path: Path) -> None:
    assert write(tmp_path) == []
    published = json.loads((tmp_path / "ready.json").read_text(encoding="utf-8"))
    published["properties"]["gone"] = {"type": "string"}
    (tmp_path / "ready.json").write_text(json.dumps(published), encoding="utf-8")
    (tmp_path / "vanished.json").write_text("{}", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "gone" in (tmp_path / "ready.json").read_text(encoding="utf-8")
