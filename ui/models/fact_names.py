"""The facts of an interaction as a person calls them, the ones to look at first in front."""

from collections.abc import Mapping

FACT_NAMES: Mapping[str, str] = {
    "id": "Id",
    "customer_message": "Customer message",
    "ai_reply": "AI reply",
    "agent_reply": "Agent reply",
    "confidence": "Confidence",
    "feedback": "Feedback",
    "topic": "Topic",
    "created_at": "Written at",
    "conversation_id": "Conversation",
    "assistant_version": "Version",
    "prompt_version": "Prompt version",
    "model": "Model",
    "channel": "Channel",
    "language": "Language",
    "intent": "Intent",
    "updated_at": "Updated at",
    "context": "Earlier turns",
    "source": "Tracing",
}
