"""What came of an instruction that needs no model."""

from __future__ import annotations

from dataclasses import dataclass, field

from deckwire_contracts import TemplateRef

from .changes import Change


@dataclass(frozen=True)
class Understood:
    """What an instruction does, and what the assistant says about it; `template` is the master to stand on then."""

    reply: str
    changes: list[Change] = field(default_factory=list)
    title: str = ""
    theme: str = ""
    template: TemplateRef | None = None
