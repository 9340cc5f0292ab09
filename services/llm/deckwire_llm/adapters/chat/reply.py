"""One reply put together from its chunks."""

from __future__ import annotations

from typing import Any

from deckwire_contracts import ProblemCode

from .faults import Fault, fault, fault_of_payload

_OPEN, _CLOSE = "<think>", "</think>"


class Reply:
    """What has arrived of a reply: content without thinking, refusal, finish reason, usage, fault.

    `accepted` once the server has taken the request; before that nothing can have been billed.
    """

    def __init__(self) -> None:
        self.accepted = False
        self.model = ""
        self.finish: str | None = None
        self.usage: dict[str, Any] | None = None
        self.fault: Fault | None = None
        self.thought_chars = 0
        self._parts: list[str] = []
        self._refusal: list[str] = []
        self._thinking = _ThinkFilter()

    @property
    def text(self) -> str:
        """The content so far."""
        return "".join(self._parts)

    @property
    def refusal(self) -> str:
        """What the model said in refusing."""
        return "".join(self._refusal)

    @property
    def emitted(self) -> bool:
        """Whether any content has arrived."""
        return bool(self._parts)

    @property
    def spoke(self) -> bool:
        """Whether the model has begun: content, reasoning or a refusal."""
        return bool(self._parts or self.thought_chars or self._refusal)

    def take(self, payload: Any) -> str:
        """Add one chunk, or a whole reply, and return the new content; chunks of unknown shape say nothing."""
        if isinstance(payload, list) or (isinstance(payload, dict) and payload.get("error")):
            self.fault = fault_of_payload(payload)
        if not isinstance(payload, dict):
            return ""
        if isinstance(payload.get("model"), str) and payload["model"]:
            self.model = payload["model"]
        if isinstance(payload.get("usage"), dict):
            self.usage = payload["usage"]
        if payload.get("object") == "error" and self.fault is None:
            self.fault = fault_of_payload(payload)
        choices = payload.get("choices")
        # The chunk that carries the usage has no choices at all.
        if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
            return ""
        return self._take_choice(choices[0])

    def _take_choice(self, choice: dict[str, Any]) -> str:
        if choice.get("error") and self.fault is None:
            self.fault = fault_of_payload({"error": choice["error"]})
        said = choice.get("delta") or choice.get("message") or {}
        new = ""
        if isinstance(said, dict):
            for key in ("reasoning", "reasoning_content"):
                if isinstance(said.get(key), str):
                    self.thought_chars += len(said[key])
            if isinstance(said.get("refusal"), str) and said["refusal"]:
                self._refusal.append(said["refusal"])
            before = self._thinking.hidden
            new = self._thinking.feed(_text_of(said.get("content")))
            self.thought_chars += self._thinking.hidden - before
            if new:
                self._parts.append(new)
        if isinstance(choice.get("finish_reason"), str) and choice["finish_reason"]:
            self.finish = choice["finish_reason"]
        return new

    def close(self) -> str:
        """Return content that was held back until it was clear that it is no thinking."""
        rest = self._thinking.close()
        if rest:
            self._parts.append(rest)
        return rest

    def verdict(self) -> Fault | None:
        """Return why the reply cannot be used, now that nothing more comes; None when it can.

        Only a finish reason makes a reply complete; `[DONE]` or the end of the stream alone do not.
        """
        if self.fault:
            return self.fault
        if self.finish == "error":
            return fault(ProblemCode.PROVIDER_UNAVAILABLE, "the provider failed while it was answering")
        if self.refusal or self.finish == "content_filter":
            return fault(ProblemCode.PROVIDER_REFUSED, "the model declined to answer")
        if self.finish is None:
            return fault(ProblemCode.PROVIDER_TRUNCATED, "the stream ended before the answer did")
        if not self.text.strip() and self.finish != "length":
            return fault(ProblemCode.PROVIDER_INVALID_ANSWER, "the model said nothing")
        return None


def _text_of(content: Any) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        texts = (part.get("text") for part in content if isinstance(part, dict))
        return "".join(text for text in texts if isinstance(text, str))
    return ""


class _ThinkFilter:
    """Removes a leading <think>…</think> from text that comes in pieces; `hidden` counts its characters."""

    def __init__(self) -> None:
        self.hidden = 0
        self._held = ""
        self._state = "start"

    def feed(self, text: str) -> str:
        if self._state == "through" or not text:
            return text
        self._held += text
        if self._state == "start":
            head = self._held.lstrip("\ufeff \t\r\n")
            if head.startswith(_OPEN):
                self._state = "thinking"
            elif _OPEN.startswith(head):
                return ""
            else:
                self._state = "through"
                held, self._held = self._held, ""
                return held
        end = self._held.find(_CLOSE)
        if end < 0:
            # What may be the beginning of the closing tag has to stay.
            self.hidden += max(0, len(self._held) - len(_CLOSE))
            self._held = self._held[-len(_CLOSE) :]
            return ""
        rest = self._held[end + len(_CLOSE) :]
        self.hidden += end
        self._state, self._held = "through", ""
        return rest

    def close(self) -> str:
        held, self._held = self._held, ""
        return held if self._state == "start" else ""
