"""A revision: the three texts that a reviewer sees and judges."""

import hashlib

import orjson

from reviewer.domain.interaction import Interaction


def revision_hash(interaction: Interaction) -> bytes:
    """Return 16 bytes of BLAKE2b over message, AI reply and agent reply."""
    texts = (interaction.customer_message, interaction.ai_reply, interaction.agent_reply)
    return hashlib.blake2b(orjson.dumps(texts), digest_size=16).digest()
