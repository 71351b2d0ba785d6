"""The first tables: interactions, events, derived state, the store's own books, full text."""

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE customer_interactions (
    row_id INTEGER NOT NULL,
    id BLOB NOT NULL,
    source_key TEXT NOT NULL,
    external_id TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    conversation_id TEXT,
    channel TEXT,
    feedback TEXT,
    confidence REAL,
    assistant_version TEXT,
    model TEXT,
    prompt_version TEXT,
    topic TEXT,
    intent TEXT,
    language TEXT,
    created_at INTEGER,
    updated_at INTEGER,
    arrived_at INTEGER NOT NULL,
    customer_message TEXT NOT NULL,
    ai_reply TEXT,
    agent_reply TEXT,
    PRIMARY KEY (row_id),
    UNIQUE (id)
);

CREATE INDEX ix_interactions_conversation ON customer_interactions (conversation_id);

CREATE TABLE interaction_revisions (
    hash BLOB NOT NULL,
    customer_message TEXT NOT NULL,
    ai_reply TEXT,
    agent_reply TEXT,
    PRIMARY KEY (hash)
);

CREATE TABLE rejected_rows (
    id INTEGER NOT NULL,
    source_key TEXT NOT NULL,
    origin TEXT NOT NULL,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    raw BLOB NOT NULL,
    raw_hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_rejected ON rejected_rows (source_key, origin, place, raw_hash);

CREATE TABLE reviewers (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    PRIMARY KEY (id)
);

CREATE TABLE sources (
    name TEXT NOT NULL,
    "key" TEXT NOT NULL,
    kind TEXT NOT NULL,
    config TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE store_facts (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
);

CREATE TABLE sync_state (
    source_name TEXT NOT NULL,
    cursor TEXT,
    finished_at INTEGER,
    outcome TEXT,
    PRIMARY KEY (source_name)
);

CREATE TABLE actions (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    reviewer_id BLOB NOT NULL,
    device_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    undoes BLOB,
    PRIMARY KEY (id),
    FOREIGN KEY(reviewer_id) REFERENCES reviewers (id),
    FOREIGN KEY(undoes) REFERENCES actions (id)
);

CREATE INDEX ix_actions_at ON actions (reviewer_id, at);

CREATE INDEX ix_actions_undoes ON actions (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE interaction_context (
    row_id INTEGER NOT NULL,
    context TEXT NOT NULL,
    source TEXT,
    extra TEXT,
    PRIMARY KEY (row_id),
    FOREIGN KEY(row_id) REFERENCES customer_interactions (row_id)
);

CREATE TABLE interaction_state (
    row_id INTEGER NOT NULL,
    queue INTEGER NOT NULL,
    stay INTEGER,
    due_at INTEGER,
    skips INTEGER NOT NULL,
    sort_at INTEGER NOT NULL,
    confidence REAL,
    confidence_rank REAL NOT NULL,
    confidence_origin TEXT,
    feedback TEXT,
    decision TEXT,
    category TEXT,
    reviewed_at INTEGER,
    changed BOOLEAN DEFAULT 0 NOT NULL,
    PRIMARY KEY (row_id),
    FOREIGN KEY(row_id) REFERENCES customer_interactions (row_id)
);

CREATE INDEX ix_state_queue ON interaction_state (queue, skips, sort_at, row_id, due_at);

CREATE INDEX ix_state_reviewed ON interaction_state (reviewed_at, row_id) WHERE queue = 2;

CREATE INDEX ix_state_snoozed_confidence
    ON interaction_state (skips, confidence_rank, row_id, due_at) WHERE queue = 1;

CREATE INDEX ix_state_sort ON interaction_state (sort_at, row_id);

CREATE TABLE feedback_replay_log (
    id BLOB NOT NULL,
    action_id BLOB NOT NULL,
    interaction_id BLOB NOT NULL,
    decision TEXT NOT NULL,
    final_reply TEXT,
    feedback TEXT,
    failure_category TEXT,
    severity INTEGER,
    note TEXT,
    revision_hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(action_id) REFERENCES actions (id),
    FOREIGN KEY(revision_hash) REFERENCES interaction_revisions (hash)
);

CREATE INDEX ix_replay_action ON feedback_replay_log (action_id);

CREATE INDEX ix_replay_interaction ON feedback_replay_log (interaction_id, at)
"""

#: The words that full text holds: the texts as they are, but for scripts without word breaks.
FULL_TEXT = """
CREATE VIEW interaction_words AS
SELECT row_id,
       segmented(customer_message) AS customer_message,
       segmented(ai_reply) AS ai_reply,
       segmented(agent_reply) AS agent_reply
FROM customer_interactions;

CREATE VIRTUAL TABLE interaction_text USING fts5(
    customer_message, ai_reply, agent_reply,
    content='interaction_words', content_rowid='row_id',
    tokenize='unicode61 remove_diacritics 2'
)
"""


def upgrade() -> None:
    """Make the tables."""
    for statement in f"{TABLES};{FULL_TEXT}".split(";\n"):
        op.execute(statement)
