"""The outside world of the llm service."""
