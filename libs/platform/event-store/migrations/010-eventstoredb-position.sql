-- Where the log lies in an EventStoreDB (EVENTSTORE_URL), its places are kept here: the same 1, 2, 3 … and recorded
-- times that event_position gives where it lies in PostgreSQL. Every row follows from $all alone: the events of the
-- ledger in its order, and the running maximum of the server's times. Emptied by a fresh database, it is filled again
-- with the same rows (docs/decisions/positions-on-eventstoredb.md).
CREATE TABLE eventstoredb_position (
  position         bigint PRIMARY KEY CHECK (position > 0),
  commit_position  bigint NOT NULL,
  prepare_position bigint NOT NULL,
  stream           text COLLATE "C" NOT NULL,
  revision         integer NOT NULL CHECK (revision >= 0),
  -- Not unique: EventStoreDB holds ids apart within a stream only.
  event_id         uuid NOT NULL,
  type             text COLLATE "C" NOT NULL,
  recorded_at      timestamptz NOT NULL,
  UNIQUE (stream, revision)
);
CREATE INDEX eventstoredb_position_event ON eventstoredb_position (event_id);
CREATE INDEX eventstoredb_position_type ON eventstoredb_position (type, position);
CREATE TRIGGER eventstoredb_position_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON eventstoredb_position FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What must never happen to a stream of the ledger and was seen in $all: metadata that hides events (maxAge, maxCount,
-- truncate before) and deletions.
CREATE TABLE eventstoredb_harm (
  commit_position  bigint NOT NULL,
  prepare_position bigint NOT NULL,
  stream           text COLLATE "C" NOT NULL,
  what             text NOT NULL,
  PRIMARY KEY (commit_position, prepare_position)
);

-- As position_at, for the table above.
CREATE FUNCTION eventstoredb_position_at(instant timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  low bigint := 0;
  high bigint := coalesce((SELECT max(position) FROM eventstoredb_position), 0);
  middle bigint;
BEGIN
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    IF (SELECT recorded_at FROM eventstoredb_position WHERE position = middle) <= instant THEN
      low := middle;
    ELSE
      high := middle - 1;
    END IF;
  END LOOP;
  RETURN low;
END $$;
