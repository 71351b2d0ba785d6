"""Names under which other systems keep the facts that Reviewer takes, likelier ones first.

Upper and lower case, spaces, dashes, underscores and dots do not matter: `customerMessage`,
`Customer Message` and `customer.message` are one name (see `fold`).
"""

import re
from collections.abc import Mapping

from services.sync.paths import Path

ALIASES: Mapping[str, tuple[str, ...]] = {
    "id": (
        *("id", "interaction_id", "external_id", "message_id", "record_id", "row_id", "uuid"),
        *("guid", "event_id", "reply_id", "response_id", "request_id", "key"),
    ),
    "conversation_id": (
        *("conversation_id", "conversation", "thread_id", "dialogue_id", "dialog_id", "chat_id"),
        *("session_id", "ticket_id", "case_id", "thread", "ticket", "session"),
    ),
    "channel": ("channel", "channel_name", "medium", "platform", "via"),
    "customer_message": (
        *("customer_message", "message", "question", "user_message", "customer_text"),
        *("user_text", "customer_question", "user_question", "user_query", "user_input"),
        *("customer_input", "query", "message_text", "inquiry", "request", "prompt"),
        *("user_prompt", "input", "text", "body"),
    ),
    "ai_reply": (
        *("ai_reply", "assistant_reply", "bot_reply", "ai_response", "assistant_response"),
        *("bot_response", "model_reply", "model_response", "suggested_reply", "ai_answer"),
        *("assistant_message", "bot_message", "ai_message", "ai_text", "assistant_text"),
        *("bot_text", "bot_answer", "generated_reply", "draft_reply", "response", "reply"),
        *("answer", "completion", "suggestion", "output"),
    ),
    "agent_reply": (
        *("agent_reply", "override", "human_reply", "agent_response", "human_response"),
        *("corrected_reply", "agent_override", "override_text", "agent_message", "agent_text"),
        *("human_text", "human_message", "final_reply", "edited_reply", "sent_reply"),
        *("operator_reply", "agent_answer", "human_answer", "correction"),
    ),
    "feedback": (
        *("feedback", "customer_feedback", "user_feedback", "feedback_value", "rating", "thumbs"),
        *("thumb", "vote", "verdict", "was_helpful", "is_helpful", "helpful", "useful"),
    ),
    "confidence": (
        *("confidence", "confidence_score", "ai_confidence", "model_confidence", "score"),
        *("probability", "certainty"),
    ),
    "assistant_version": (
        *("assistant_version", "version", "bot_version", "ai_version", "assistant_release"),
        *("bot_release", "release"),
    ),
    "model": ("model", "model_name", "model_id", "llm", "llm_model", "engine", "ai_model"),
    "prompt_version": ("prompt_version", "prompt_tag", "prompt_release", "template_version"),
    "topic": ("topic", "topic_name", "category", "theme", "subject"),
    "intent": ("intent", "intent_name", "skill"),
    "language": ("language", "lang", "language_code", "locale"),
    "created_at": (
        *("created_at", "created", "created_on", "timestamp", "time", "date", "datetime"),
        *("date_created", "creation_time", "created_time", "sent_at", "received_at", "occurred_at"),
    ),
    "updated_at": (
        *("updated_at", "updated", "updated_on", "modified_at", "last_modified", "modified"),
        *("date_updated", "last_updated", "updated_time", "changed_at"),
    ),
    "context": (
        *("context", "history", "earlier_turns", "previous_turns", "prior_turns", "turns"),
        *("conversation_history", "chat_history", "message_history", "previous_messages"),
        *("transcript", "messages"),
    ),
    "source": ("source", "metadata", "meta", "provenance", "origin"),
}

#: Objects that only wrap a record, so that their name says nothing.
WRAPPERS = frozenset(
    (
        *("_source", "attributes", "data", "doc", "document", "fields", "interaction", "item"),
        *("node", "payload", "properties", "record", "row"),
    )
)

#: Last steps that only say how a value is written: `message.text`, MongoDB's `_id.$oid`.
ENDINGS = frozenset(("$date", "$numberlong", "$oid", "body", "content", "name", "text", "value"))

#: Names so particular that they are recognised inside any object.
PARTICULAR = frozenset(
    (
        *("ai_reply", "agent_reply", "assistant_version", "confidence", "confidence_score"),
        *("conversation_id", "customer_message", "feedback", "model_name", "prompt_version"),
    )
)


def fold(name: str) -> str:
    """Return the letters and digits of a name in lower case."""
    return re.sub(r"[\W_]+", "", name).lower()


def camel_case(name: str) -> str:
    """Return a name with underscores in camel case: `ai_reply` becomes `aiReply`."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def fold_path(path: Path) -> str:
    """Return the folded names on a path as one."""
    return "".join(map(fold, path))


def bare_path(path: Path) -> Path:
    """Return the path without names that say nothing, neither before nor after."""
    inner = path
    while len(inner) > 1 and inner[0].lower() in WRAPPERS:
        inner = inner[1:]
    return inner[:-1] if len(inner) > 1 and inner[-1].lower() in ENDINGS else inner
