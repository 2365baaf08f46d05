-- The log. A row of `event` is written by an append and never touched again; `event_position` gives it its place in
-- the log and the time it was recorded, after the append has committed (docs/decisions/numbered-after-commit.md).

-- An append draws one number and owns the 10,000 from there on: its rows are a contiguous range, whoever else writes.
CREATE SEQUENCE event_seq INCREMENT BY 10000 MINVALUE 0 START WITH 10000;

CREATE TABLE event (
  seq      bigint NOT NULL DEFAULT nextval('event_seq') PRIMARY KEY,
  stream   text COLLATE "C" NOT NULL,
  revision integer NOT NULL CHECK (revision >= 0),
  event_id uuid NOT NULL UNIQUE,
  type     text COLLATE "C" NOT NULL,
  -- The exact RFC 8785 text: never json or jsonb, which would write it anew.
  envelope text NOT NULL,
  payload  text NOT NULL,
  UNIQUE (stream, revision)
);

CREATE TABLE event_position (
  position    bigint PRIMARY KEY CHECK (position > 0),
  -- No foreign key: only number_events writes here, and the check would double its cost.
  seq         bigint NOT NULL UNIQUE,
  recorded_at timestamptz NOT NULL
);

-- What has committed and waits for its position: one row per append transaction.
CREATE TABLE event_unnumbered (
  first_seq bigint PRIMARY KEY,
  last_seq  bigint NOT NULL CHECK (last_seq >= first_seq)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is immutable: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER event_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_position_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON event_position FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Numbers everything whose commit it can see and tells the listeners. One sequencer at a time: each statement below
-- sees what committed before it began, so after the lock nothing numbered by another is missed. The time is the
-- caller's clock, or a microsecond after the last one where that clock has stepped back. A stream's order is kept:
-- whoever appends to it has seen its predecessor committed, and therefore drew a later seq.
CREATE FUNCTION number_events(now_micros bigint, OUT last_position bigint, OUT numbered bigint) LANGUAGE plpgsql AS $$
DECLARE
  last_time timestamptz;
  this_time timestamptz := timestamptz 'epoch' + now_micros * interval '1 microsecond';
BEGIN
  PERFORM pg_advisory_xact_lock(7142301);
  SELECT p.position, p.recorded_at INTO last_position, last_time FROM event_position p ORDER BY p.position DESC LIMIT 1;
  last_position := coalesce(last_position, 0);
  IF this_time <= last_time THEN
    this_time := last_time + interval '1 microsecond';
  END IF;
  WITH taken AS (DELETE FROM event_unnumbered RETURNING first_seq, last_seq)
  INSERT INTO event_position (position, seq, recorded_at)
  SELECT last_position + row_number() OVER (ORDER BY seq), seq, this_time
  FROM taken, generate_series(first_seq, last_seq) AS seq;
  GET DIAGNOSTICS numbered = ROW_COUNT;
  last_position := last_position + numbered;
  IF numbered > 0 THEN
    PERFORM pg_notify('gridledger_log', last_position::text);
  END IF;
END $$;

-- The last position recorded at or before an instant, 0 if there is none. Times rise with positions, so it is found by
-- halving, without an index that every append would have to feed.
CREATE FUNCTION position_at(instant timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  low bigint := 0;
  high bigint := coalesce((SELECT max(position) FROM event_position), 0);
  middle bigint;
BEGIN
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    IF (SELECT recorded_at FROM event_position WHERE position = middle) <= instant THEN
      low := middle;
    ELSE
      high := middle - 1;
    END IF;
  END LOOP;
  RETURN low;
END $$;
