"""The assistant: providers, the ledger and its answers, what came of them, runs, clusters."""

from alembic import op

revision = "0003"
down_revision = "0002"

LEDGER = """
CREATE TABLE providers (
    name TEXT NOT NULL,
    base_url TEXT NOT NULL,
    model TEXT NOT NULL,
    key_variable TEXT,
    judge_model TEXT,
    concurrency INTEGER NOT NULL,
    price TEXT,
    unpriced BOOLEAN NOT NULL,
    added_at INTEGER NOT NULL,
    capabilities TEXT NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE llm_calls (
    id BLOB NOT NULL,
    run_id BLOB,
    purpose TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    interaction_id BLOB,
    cache_key BLOB NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    latency INTEGER NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    estimated BOOLEAN NOT NULL,
    cost INTEGER NOT NULL,
    priced BOOLEAN NOT NULL,
    attempts INTEGER NOT NULL,
    request_id TEXT,
    problem TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX ix_calls_at ON llm_calls (at, cost);

CREATE INDEX ix_calls_run ON llm_calls (run_id, cost) WHERE run_id IS NOT NULL;

CREATE INDEX ix_calls_use ON llm_calls (purpose, model, at);

CREATE INDEX ix_calls_interaction
    ON llm_calls (interaction_id, at) WHERE interaction_id IS NOT NULL;

CREATE INDEX ix_calls_started ON llm_calls (id) WHERE state = 'started';

CREATE TABLE llm_answers (
    cache_key BLOB NOT NULL,
    state TEXT NOT NULL,
    text TEXT NOT NULL,
    model TEXT NOT NULL,
    confidence REAL,
    at INTEGER NOT NULL,
    PRIMARY KEY (cache_key)
);

CREATE TABLE prompt_templates (
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    text TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (name, version)
)
"""

RESULTS = """
CREATE TABLE explanations (
    id BLOB NOT NULL,
    interaction_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    points TEXT NOT NULL,
    category TEXT,
    caution TEXT,
    revision_hash BLOB NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt_used TEXT NOT NULL,
    answer_key BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX ix_explanations_interaction ON explanations (interaction_id, kind, at);

CREATE UNIQUE INDEX ux_explanations_answer ON explanations (interaction_id, answer_key);

CREATE TABLE ai_reply_improvements (
    id BLOB NOT NULL,
    prompt_id BLOB NOT NULL,
    original_reply TEXT NOT NULL,
    corrected_reply TEXT NOT NULL,
    reason TEXT NOT NULL,
    score_gain REAL,
    scores TEXT,
    rubric TEXT,
    judge TEXT,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt_used TEXT NOT NULL,
    answer_key BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX ix_improvements_gain ON ai_reply_improvements (score_gain);

CREATE INDEX ix_improvements_interaction ON ai_reply_improvements (prompt_id, at);

CREATE UNIQUE INDEX ux_improvements_answer ON ai_reply_improvements (prompt_id, answer_key);

CREATE TABLE improvement_decisions (
    id BLOB NOT NULL,
    action_id BLOB NOT NULL,
    improvement_id BLOB NOT NULL,
    decision TEXT NOT NULL,
    final_reply TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(action_id) REFERENCES actions (id),
    FOREIGN KEY(improvement_id) REFERENCES ai_reply_improvements (id)
);

CREATE INDEX ix_improvement_decisions ON improvement_decisions (improvement_id, at);

CREATE INDEX ix_improvement_decisions_action ON improvement_decisions (action_id);

CREATE TABLE generated_replies (
    id BLOB NOT NULL,
    interaction_id BLOB NOT NULL,
    assistant_version TEXT NOT NULL,
    reply TEXT NOT NULL,
    confidence REAL,
    confidence_origin TEXT,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt_used TEXT NOT NULL,
    answer_key BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX ix_generated_interaction ON generated_replies (interaction_id, at);

CREATE INDEX ix_generated_confidence
    ON generated_replies (confidence, at) WHERE confidence IS NOT NULL;

CREATE UNIQUE INDEX ux_generated_answer
    ON generated_replies (interaction_id, assistant_version, answer_key)
"""

RUNS = """
CREATE TABLE assistant_runs (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    spec TEXT NOT NULL,
    size INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (id)
);

CREATE INDEX ix_runs_open ON assistant_runs (kind, started_at) WHERE ended_at IS NULL;

CREATE TABLE assistant_run_items (
    run_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    from_cache BOOLEAN NOT NULL,
    problem TEXT,
    PRIMARY KEY (run_id, position),
    FOREIGN KEY(run_id) REFERENCES assistant_runs (id)
)
"""

CLUSTERS = """
CREATE TABLE failure_clusters (
    week TEXT NOT NULL,
    id BLOB NOT NULL,
    label TEXT NOT NULL,
    label_origin TEXT NOT NULL,
    keywords TEXT NOT NULL,
    size INTEGER NOT NULL,
    weekly TEXT NOT NULL,
    category TEXT,
    caution TEXT NOT NULL,
    caution_origin TEXT NOT NULL,
    PRIMARY KEY (week, id)
);

CREATE INDEX ix_clusters_id ON failure_clusters (id, week);

CREATE TABLE failure_cluster_members (
    row_id INTEGER NOT NULL,
    cluster_id BLOB NOT NULL,
    nearness REAL NOT NULL,
    PRIMARY KEY (row_id),
    FOREIGN KEY(row_id) REFERENCES customer_interactions (row_id)
);

CREATE INDEX ix_cluster_members ON failure_cluster_members (cluster_id, nearness)
"""


def upgrade() -> None:
    """Make the tables."""
    for statement in f"{LEDGER};\n{RESULTS};\n{RUNS};\n{CLUSTERS}".split(";\n"):
        op.execute(statement)
