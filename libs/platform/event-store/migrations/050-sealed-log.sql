-- The log as a Merkle tree (docs/decisions/sealing-the-log.md). Everything here follows from the log alone but the
-- signatures; rows are only ever added, sealed_entry and checkpoint_published excepted.

-- The hashes of leaves, 32 bytes each, as they were sealed: runs that follow each other without a gap.
CREATE TABLE sealed_run (
  first_position bigint PRIMARY KEY CHECK (first_position > 0),
  last_position  bigint NOT NULL CHECK (last_position >= first_position),
  hashes         bytea  NOT NULL CHECK (octet_length(hashes) = 32 * (last_position - first_position + 1))
);
-- Hashes are random bytes: trying to compress them costs time.
ALTER TABLE sealed_run ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- The roots of full subtrees of 256, 256², … leaves: level 1, 2, …; the index counts subtrees of that size from 0.
CREATE TABLE sealed_block (
  level smallint NOT NULL CHECK (level > 0),
  index bigint   NOT NULL CHECK (index >= 0),
  hash  bytea    NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (level, index)
);

-- The map as the latest checkpoint has it. The name in UTF-8: a customer's number, or a NUL and an event type.
CREATE TABLE sealed_entry (
  name   bytea PRIMARY KEY,
  events bigint NOT NULL CHECK (events > 0),
  last   bytea  NOT NULL,
  chain  bytea  NOT NULL
) WITH (fillfactor = 60);

-- The signed checkpoints, for ever. Several of one size: a new key came in where no event had come.
CREATE TABLE checkpoint (
  size    bigint   NOT NULL CHECK (size >= 0),
  serial  smallint NOT NULL CHECK (serial >= 0),
  note    text     NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (size, serial)
);

-- Up to which checkpoint a place outside has been given all of them. The place by its SHA-256: it may hold a password.
CREATE TABLE checkpoint_published (
  target text     PRIMARY KEY,
  size   bigint   NOT NULL,
  serial smallint NOT NULL
);

CREATE TRIGGER sealed_run_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON sealed_run FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sealed_block_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON sealed_block FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoint_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sealed_entry_is_kept BEFORE DELETE OR TRUNCATE ON sealed_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE sealed_run ENABLE ALWAYS TRIGGER sealed_run_is_immutable;
ALTER TABLE sealed_block ENABLE ALWAYS TRIGGER sealed_block_is_immutable;
ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER checkpoint_is_immutable;
