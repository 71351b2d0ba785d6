"""A revision: the three texts that a reviewer sees and judges."""

import hashlib

import orjson

from reviewer.domain.review import Judged


def revision_hash(interaction: Judged) -> bytes:
    """Return 16 bytes of BLAKE2b over message, AI reply and agent reply."""
    return texts_hash(interaction.customer_message, interaction.ai_reply, interaction.agent_reply)


def texts_hash(customer_message: str, ai_reply: str | None, agent_reply: str | None) -> bytes:
    """Return the hash of a revision by its texts."""
    texts = (customer_message, ai_reply, agent_reply)
    return hashlib.blake2b(orjson.dumps(texts), digest_size=16).digest()
