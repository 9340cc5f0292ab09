"""Faithful fakes of the model and picture providers: real HTTP servers on loopback that can misbehave on demand."""

from . import misbehave
from .behaviour import GOOD, Behaviour, ErrorBody, Script, any_request, kind, mentions
from .compatible import FLAVOURS, FakeCompatible, Flavour
from .openai_images import FakeOpenAIImages
from .openrouter import FakeOpenRouter
from .pexels import FakePexels
from .runware import FakeRunware, RunwareBehaviour
from .sample import Sampler, violations
from .server import FakeServer, Recorded

__all__ = [
    "FLAVOURS",
    "GOOD",
    "Behaviour",
    "ErrorBody",
    "FakeCompatible",
    "FakeOpenAIImages",
    "FakeOpenRouter",
    "FakePexels",
    "FakeRunware",
    "FakeServer",
    "Flavour",
    "Recorded",
    "RunwareBehaviour",
    "Sampler",
    "Script",
    "any_request",
    "kind",
    "mentions",
    "misbehave",
    "violations",
]
