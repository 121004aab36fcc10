"""The migrations: one script per change, in order; released ones are never edited."""

from typing import Final

MIGRATIONS: Final[tuple[str, ...]] = (
    """
    CREATE TABLE tasks (
        id TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at REAL NOT NULL,
        accepted_at REAL,
        ended_at REAL,
        task_type TEXT NOT NULL,
        media TEXT NOT NULL,
        model_id TEXT NOT NULL,
        version TEXT NOT NULL,
        model_name TEXT NOT NULL,
        credit INTEGER NOT NULL,
        count INTEGER NOT NULL,
        exact INTEGER NOT NULL,
        estimate_low REAL NOT NULL,
        estimate_high REAL NOT NULL,
        poll REAL NOT NULL,
        body_hash TEXT NOT NULL,
        key_print TEXT NOT NULL,
        task_id TEXT UNIQUE,
        prompt TEXT,
        settings TEXT NOT NULL,
        problem TEXT
    ) STRICT;
    CREATE INDEX tasks_by_time ON tasks (created_at DESC);
    CREATE INDEX tasks_by_state ON tasks (state);
    CREATE TABLE medias (
        task TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        state TEXT NOT NULL,
        url TEXT NOT NULL,
        cover TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        duration TEXT NOT NULL,
        path TEXT,
        bytes INTEGER,
        PRIMARY KEY (task, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE events (
        task TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
        at REAL NOT NULL,
        kind TEXT NOT NULL,
        detail TEXT NOT NULL
    ) STRICT;
    CREATE INDEX events_by_task ON events (task, at);
    CREATE TABLE products (
        task_type TEXT PRIMARY KEY,
        fetched_at REAL NOT NULL,
        data BLOB NOT NULL
    ) STRICT;
    """,
    """
    ALTER TABLE tasks ADD COLUMN asked INTEGER;
    ALTER TABLE tasks ADD COLUMN place REAL;
    CREATE INDEX tasks_by_acceptance ON tasks (accepted_at);
    """,
    """
    CREATE TABLE uploads (
        digest TEXT NOT NULL,
        kind TEXT NOT NULL,
        base_url TEXT NOT NULL,
        key_print TEXT NOT NULL,
        url TEXT NOT NULL,
        expires_at REAL NOT NULL,
        PRIMARY KEY (digest, kind, base_url, key_print)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    ALTER TABLE tasks ADD COLUMN sent_at REAL;
    ALTER TABLE tasks ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE tasks ADD COLUMN order_hash TEXT NOT NULL DEFAULT '';
    """,
    """
    ALTER TABLE tasks ADD COLUMN group_id TEXT;
    ALTER TABLE tasks ADD COLUMN usual_low REAL;
    ALTER TABLE tasks ADD COLUMN usual_high REAL;
    CREATE INDEX tasks_by_leaf ON tasks (task_type, version, ended_at);
    """,
    """
    ALTER TABLE tasks ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE tasks ADD COLUMN tags TEXT NOT NULL DEFAULT '';
    ALTER TABLE tasks ADD COLUMN deleted_at REAL;
    ALTER TABLE tasks ADD COLUMN charged INTEGER GENERATED ALWAYS AS
        (credit * count * (unsure + (task_id IS NOT NULL OR state = 'unconfirmed'))) VIRTUAL;
    DROP INDEX tasks_by_time;
    CREATE INDEX tasks_in_history
        ON tasks (created_at DESC, id DESC, media, state, starred, model_name, charged)
        WHERE deleted_at IS NULL;
    CREATE TABLE deletions (
        task TEXT PRIMARY KEY REFERENCES tasks (id) ON DELETE CASCADE,
        at REAL NOT NULL,
        files TEXT NOT NULL
    ) STRICT;
    CREATE TABLE spent (
        at REAL NOT NULL,
        owner TEXT NOT NULL,
        points INTEGER NOT NULL
    ) STRICT;
    CREATE VIRTUAL TABLE task_words USING fts5 (words, tokenize = 'trigram');
    INSERT INTO task_words (rowid, words)
        SELECT rowid, coalesce(prompt, '') || char(10) || model_name FROM tasks;
    CREATE TRIGGER words_of_new AFTER INSERT ON tasks BEGIN
        INSERT INTO task_words (rowid, words) VALUES (new.rowid,
            coalesce(new.prompt, '') || char(10) || new.model_name || char(10) || new.tags);
    END;
    CREATE TRIGGER words_of_changed AFTER UPDATE OF prompt, model_name, tags ON tasks BEGIN
        DELETE FROM task_words WHERE rowid = old.rowid;
        INSERT INTO task_words (rowid, words) VALUES (new.rowid,
            coalesce(new.prompt, '') || char(10) || new.model_name || char(10) || new.tags);
    END;
    CREATE TRIGGER words_of_gone AFTER DELETE ON tasks BEGIN
        DELETE FROM task_words WHERE rowid = old.rowid;
    END;
    """,
    """
    ALTER TABLE tasks ADD COLUMN folder TEXT;
    """,
    """
    CREATE TABLE favourites (
        task_type TEXT NOT NULL,
        version TEXT NOT NULL,
        PRIMARY KEY (task_type, version)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE news (
        task_type TEXT NOT NULL,
        version TEXT NOT NULL,
        news TEXT NOT NULL,
        title TEXT NOT NULL,
        was BLOB NOT NULL,
        noticed_at REAL NOT NULL,
        PRIMARY KEY (task_type, version)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    ALTER TABLE tasks ADD COLUMN closing INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX tasks_closing ON tasks (owner) WHERE closing = 1;
    """,
    """
    ALTER TABLE tasks ADD COLUMN step TEXT;
    CREATE INDEX tasks_of_runs ON tasks (group_id) WHERE step IS NOT NULL;
    CREATE TABLE reservations (
        run TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        points INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
    """
    ALTER TABLE medias ADD COLUMN at_service INTEGER NOT NULL DEFAULT 0;
    """,
    """
    ALTER TABLE tasks ADD COLUMN untimed INTEGER NOT NULL DEFAULT 0;
    """,
)
