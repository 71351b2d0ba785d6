"""The assistant: one gateway to language models, what it may cost, and what it is asked.

A *question* (`questions.py`) is a template, the texts it is about and the form of its answer.
`Asker` answers it: from the cache, or by one or two calls through the `Ledger`, which holds the
most a call can cost before it starts and writes down how it ended, and the `Gateway`, which
speaks to the provider. Use cases (`improve`, `explain`, `judge`, `reply`, `clusters`) make
questions and keep their answers, each in the transaction of its ledger row.

Everything here runs on the network lane's one loop, unless it says otherwise; openai, httpx2,
pydantic and jinja2 are imported when the first question is asked, on a thread.
"""
