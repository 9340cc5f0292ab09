"""Settings: which endpoint the environment names, and what the app makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from deckwire_llm.adapters.chat import Retries
from deckwire_llm.adapters.chat.profile import Tier, profile_for, response_format, without_bounds
from deckwire_llm.app import build, model_of
from deckwire_llm.core.prompting.schema import in_words, record, several, text
from deckwire_llm.settings import LlmSettings


def settings(monkeypatch: pytest.MonkeyPatch, **environment: str) -> LlmSettings:
    for name in ("OPENROUTER_API_KEY", "OPENROUTER_BASE_URL", "LLM_BASE_URL", "LLM_API_KEY", "LLM_MODEL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return LlmSettings(_env_file=None)


def test_without_key_or_server_there_is_no_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(monkeypatch).endpoint is None
    assert settings(monkeypatch, OPENROUTER_API_KEY="  ").endpoint is None
    assert model_of(settings(monkeypatch)) is None


def test_a_key_means_openrouter_with_a_usual_model(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = settings(monkeypatch, OPENROUTER_API_KEY="sk-or-1").endpoint
    assert endpoint is not None
    assert (endpoint.base_url, endpoint.openrouter) == ("https://openrouter.ai/api/v1", True)
    assert endpoint.models


def test_a_server_of_ones_own_wins_and_models_are_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = settings(
        monkeypatch, OPENROUTER_API_KEY="sk-or-1", LLM_BASE_URL="http://127.0.0.1:8080/v1/", LLM_MODEL="a/b, c:free,"
    ).endpoint
    assert endpoint is not None
    assert (endpoint.base_url, endpoint.api_key, endpoint.openrouter) == ("http://127.0.0.1:8080/v1", None, False)
    assert endpoint.models == ("a/b", "c:free")


def test_openrouter_by_its_address_takes_the_openrouter_key(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = settings(monkeypatch, OPENROUTER_API_KEY="sk-or-1", LLM_BASE_URL="https://openrouter.ai/api/v1").endpoint
    assert endpoint is not None
    assert (endpoint.api_key, endpoint.openrouter) == ("sk-or-1", True)


def test_keys_do_not_show_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "sk-or-1" not in repr(settings(monkeypatch, OPENROUTER_API_KEY="sk-or-1"))


def test_deadlines_and_prices_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    made = settings(
        monkeypatch,
        DECKWIRE_LLM_TOTAL_S="7",
        DECKWIRE_LLM_PROMPT_USD_PER_MTOK="1",
        DECKWIRE_LLM_COMPLETION_USD_PER_MTOK="2",
    )
    assert (made.llm_total_s, made.prices) == (7.0, (1.0, 2.0))
    assert settings(monkeypatch, DECKWIRE_LLM_COMPLETION_USD_PER_MTOK="").prices is None


def test_every_subscription_is_visible(tmp_path: Path) -> None:
    made = LlmSettings(data_dir=tmp_path, llm_drafts_at_once=3, _env_file=None)
    assert dict(build(made).bus.subscriptions) == {"llm-outline": 4, "llm-brief": 2, "llm-draft": 3}


def test_waits_double_up_to_a_cap_with_a_quarter_of_jitter_at_most() -> None:
    retries = Retries(base_s=0.5, cap_s=8.0)
    for attempt, whole in enumerate([0.5, 1, 2, 4, 8, 8]):
        assert 0.75 * whole <= retries.wait(attempt) <= whole


SCHEMA = record(maxLength=text("a field that is called like a bound", 10), items=several(text("i", 9), 1, 3))


def test_bounds_leave_a_schema_but_fields_of_that_name_stay() -> None:
    slim = without_bounds(SCHEMA)
    assert slim["properties"]["maxLength"] == {
        "type": "string",
        "description": SCHEMA["properties"]["maxLength"]["description"],
    }
    assert "maxItems" not in slim["properties"]["items"]
    assert "maxItems" in SCHEMA["properties"]["items"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://openrouter.ai/api/v1", "openrouter"),
        ("https://api.openai.com/v1", "openai"),
        ("https://generativelanguage.googleapis.com/v1beta/openai", "gemini"),
        ("https://api.anthropic.com/v1", "anthropic"),
        ("http://127.0.0.1:11434/v1", "compatible"),
    ],
)
def test_servers_are_known_by_their_host(url: str, name: str) -> None:
    profile = profile_for(url)
    assert profile.name == name
    formats: list[Any] = [response_format(tier, "x", SCHEMA, profile) for tier in Tier]
    assert [f and f["type"] for f in formats] == ["json_schema", "json_schema", "json_object", None]
    assert [f["json_schema"]["strict"] for f in formats[:2]] == [True, False]
    assert ("maxItems" in str(formats[0])) == profile.bounds


def test_a_schema_in_words_names_every_field() -> None:
    nested = record(steps=several(record(title=text("the step", 10)), 2, 3))
    assert in_words(nested) == ("- steps: list; 2 to 3 of them\n  - title: text; the step; at most 10 characters")
