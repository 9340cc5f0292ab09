"""Benchmarks of the whole pipeline against scripted providers."""
