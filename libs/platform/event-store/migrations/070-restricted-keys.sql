-- A person whose erasure law puts off: the key stays, and is handed out to the entitled only (docs/decisions/personal-data.md).
ALTER TABLE subject_key ADD COLUMN restricted_at timestamptz, ADD CHECK (restricted_at IS NULL OR wrapped IS NOT NULL);
