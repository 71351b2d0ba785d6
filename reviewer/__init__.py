"""Reviewer: turns an AI assistant's bad replies into a better assistant."""

__version__ = "0.1.0"
