"""The job abstraction: real threads, a real asyncio loop, a real SQLite file."""
