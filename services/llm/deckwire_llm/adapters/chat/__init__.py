"""Chat completions, streamed, from OpenRouter and any server that speaks the OpenAI dialect."""

from .client import ChatClient, Deadlines, Observe, Retries

__all__ = ["ChatClient", "Deadlines", "Observe", "Retries"]
