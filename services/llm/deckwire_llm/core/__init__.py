"""What the llm service decides, without touching the outside world."""
