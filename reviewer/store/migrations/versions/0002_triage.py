"""Triage complete: snoozes, tags, categories, redo, drafts, filters, audit sample, estimates.

Derived state gets its new shape empty; opening the store derives it anew.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

EVENTS = """
ALTER TABLE actions ADD COLUMN redoes BLOB REFERENCES actions (id);

CREATE INDEX ix_actions_redoes ON actions (redoes) WHERE redoes IS NOT NULL;

ALTER TABLE feedback_replay_log ADD COLUMN flagged BOOLEAN DEFAULT 0 NOT NULL;

CREATE TABLE snoozes (
    id BLOB NOT NULL,
    action_id BLOB NOT NULL,
    interaction_id BLOB NOT NULL,
    reason TEXT,
    until_at INTEGER,
    wake_on TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(action_id) REFERENCES actions (id)
);

CREATE INDEX ix_snoozes_action ON snoozes (action_id);

CREATE INDEX ix_snoozes_interaction ON snoozes (interaction_id, at);

CREATE TABLE wakes (
    id BLOB NOT NULL,
    action_id BLOB NOT NULL,
    interaction_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(action_id) REFERENCES actions (id)
);

CREATE INDEX ix_wakes_action ON wakes (action_id);

CREATE INDEX ix_wakes_interaction ON wakes (interaction_id, at);

CREATE TABLE tags (
    id BLOB NOT NULL,
    action_id BLOB NOT NULL,
    interaction_id BLOB NOT NULL,
    tag TEXT NOT NULL,
    present BOOLEAN NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(action_id) REFERENCES actions (id)
);

CREATE INDEX ix_tags_action ON tags (action_id);

CREATE INDEX ix_tags_interaction ON tags (interaction_id, tag, at);

CREATE TABLE categorisations (
    id BLOB NOT NULL,
    action_id BLOB NOT NULL,
    interaction_id BLOB NOT NULL,
    category TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(action_id) REFERENCES actions (id)
);

CREATE INDEX ix_categorisations_action ON categorisations (action_id);

CREATE INDEX ix_categorisations_interaction ON categorisations (interaction_id, at)
"""

BOOKS = """
CREATE TABLE wake_events (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    interaction_id BLOB,
    at INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX ix_wake_events ON wake_events (kind, interaction_id, at);

CREATE TABLE drafts (
    interaction_id BLOB NOT NULL,
    text TEXT,
    category TEXT,
    note TEXT,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (interaction_id)
);

CREATE TABLE saved_filters (
    name TEXT NOT NULL,
    wanted TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE audit_sample (
    row_id INTEGER NOT NULL,
    weight REAL NOT NULL,
    drawn_at INTEGER NOT NULL,
    PRIMARY KEY (row_id),
    FOREIGN KEY(row_id) REFERENCES customer_interactions (row_id)
);

CREATE TABLE confidence_estimates (
    row_id INTEGER NOT NULL,
    confidence REAL,
    origin TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (row_id),
    FOREIGN KEY(row_id) REFERENCES customer_interactions (row_id)
);

CREATE VIRTUAL TABLE interaction_terms USING fts5vocab('interaction_text', 'instance')
"""

STATE = """
DROP TABLE interaction_state;

CREATE TABLE interaction_state (
    row_id INTEGER NOT NULL,
    queue INTEGER NOT NULL,
    stay INTEGER,
    due_at INTEGER,
    woken_by TEXT,
    returns INTEGER NOT NULL,
    skips INTEGER NOT NULL,
    waits BOOLEAN NOT NULL,
    sort_at INTEGER NOT NULL,
    confidence REAL,
    confidence_origin TEXT,
    overridden BOOLEAN NOT NULL,
    feedback TEXT,
    decision TEXT,
    category TEXT,
    severity INTEGER,
    flagged BOOLEAN NOT NULL,
    disagreement BOOLEAN NOT NULL,
    reviewed_at INTEGER,
    changed BOOLEAN NOT NULL,
    tags TEXT,
    topic TEXT,
    assistant_version TEXT,
    channel TEXT,
    language TEXT,
    level INTEGER GENERATED ALWAYS AS (
        CASE WHEN skips > 0 THEN skips WHEN stay = 2 THEN -min(returns, 9) ELSE 0 END) VIRTUAL,
    confidence_rank REAL GENERATED ALWAYS AS (coalesce(confidence, 2.0)) VIRTUAL,
    doubt REAL GENERATED ALWAYS AS (
        1.0 - coalesce(confidence, 0.5)
        + CASE feedback WHEN 'no' THEN 2 WHEN 'yes' THEN -2 ELSE overridden END) VIRTUAL,
    topic_rank TEXT GENERATED ALWAYS AS (coalesce(topic, char(1114111))) VIRTUAL,
    PRIMARY KEY (row_id),
    FOREIGN KEY(row_id) REFERENCES customer_interactions (row_id)
);

CREATE INDEX ix_state_sort ON interaction_state (
    sort_at, row_id, queue, skips, due_at, topic, assistant_version, channel, language,
    feedback, confidence, overridden, decision);

CREATE INDEX ix_state_queue ON interaction_state (queue, level, sort_at, row_id, due_at);

CREATE INDEX ix_state_snoozed_confidence
    ON interaction_state (level, confidence_rank, row_id, due_at) WHERE queue = 1;

CREATE INDEX ix_state_snoozed_doubt
    ON interaction_state (level, doubt, row_id, due_at) WHERE queue = 1;

CREATE INDEX ix_state_snoozed_topic
    ON interaction_state (level, topic_rank, sort_at, row_id, due_at) WHERE queue = 1;

CREATE INDEX ix_state_reviewed ON interaction_state (reviewed_at, row_id) WHERE queue = 2;

CREATE INDEX ix_state_manual ON interaction_state (due_at, row_id) WHERE stay = 2;

CREATE INDEX ix_state_audit ON interaction_state (row_id) WHERE stay = 3;

CREATE INDEX ix_state_waiting ON interaction_state (row_id) WHERE waits = 1;

CREATE INDEX ix_state_tagged ON interaction_state (sort_at, row_id) WHERE tags IS NOT NULL
"""


def upgrade() -> None:
    """Make the tables, and give derived state its new shape."""
    for statement in f"{EVENTS};\n{BOOKS};\n{STATE}".split(";\n"):
        op.execute(statement)
