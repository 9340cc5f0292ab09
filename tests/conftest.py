"""Stacks that many tests share; what they are made of is in `tests.stack`."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.stack import ProviderThread, Stack


def pytest_configure() -> None:
    """Let processes that tests start hear Ctrl-C, also when the run itself is a background job.

    A shell starts such jobs with SIGINT ignored, and what is ignored is handed on to every child.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def offline_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One of each service as a process, no provider key."""
    from tests.stack import Stack

    with Stack(tmp_path_factory.mktemp("offline"), env={"DECKWIRE_LOG_LEVEL": "INFO"}) as stack:
        yield stack


@pytest.fixture(scope="session")
def shared_providers() -> Iterator[ProviderThread]:
    """Fake providers for `model_stack`."""
    from tests.stack import ProviderThread

    with ProviderThread() as providers:
        yield providers


@pytest.fixture(scope="session")
def shared_model_stack(tmp_path_factory: pytest.TempPathFactory, shared_providers: ProviderThread) -> Iterator[Stack]:
    """One of each service as a process, with a model and a picture provider."""
    from tests.stack import Stack

    env = shared_providers.env() | {
        "DECKWIRE_LLM_RETRY_BASE_S": "0.05",
        "DECKWIRE_LLM_IDLE_S": "2",
        "DECKWIRE_LLM_FIRST_TOKEN_S": "3",
        "DECKWIRE_IMAGE_RETRY_DELAY_S": "0.05",
        "DECKWIRE_IMAGE_READ_TIMEOUT_S": "2",
        "DECKWIRE_IMAGE_POLL_S": "0.1",
    }
    folder = tmp_path_factory.mktemp("model")
    env["DECKWIRE_OTEL_FILE"] = str(folder / "spans.jsonl")
    with Stack(folder, env=env) as stack:
        yield stack


@pytest.fixture
def providers(shared_providers: ProviderThread) -> Iterator[ProviderThread]:
    """The fake providers of `model_stack`, well behaved and without memories."""
    shared_providers.reset()
    shared_providers.slow()
    yield shared_providers
    shared_providers.reset()


@pytest.fixture
def model_stack(shared_model_stack: Stack, providers: ProviderThread) -> Stack:
    """The stack with providers that behave well until the test says otherwise."""
    return shared_model_stack
