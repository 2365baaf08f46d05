-- The application connects as a role that owns nothing of the log (docs/decisions/two-roles.md); what it may do is
-- listed in libs/platform/database-roles/privileges.ts. Here is what has to be true of the log itself.

-- Which role has been given which privileges: the digest of what was granted, so that it is granted once.
CREATE TABLE privileges_granted (
  role       text COLLATE "C" PRIMARY KEY,
  digest     text NOT NULL,
  granted_at timestamptz NOT NULL DEFAULT now()
);

-- Also where a session poses as a replica, in which ordinary triggers rest.
ALTER TABLE event ENABLE ALWAYS TRIGGER event_is_immutable;
ALTER TABLE event_position ENABLE ALWAYS TRIGGER event_position_is_immutable;
ALTER TABLE eventstoredb_position ENABLE ALWAYS TRIGGER eventstoredb_position_is_immutable;

-- A range is one append's: whoever queues another kind could occupy the sequencer, or put one event into two ranges.
ALTER TABLE event_unnumbered ADD CHECK (first_seq % 10000 = 0 AND last_seq - first_seq < 10000) NOT VALID;

-- number_events as 001-event-log.sql describes it, now with the rights of its owner, so that nobody else writes
-- positions. The caller is not trusted: names are looked up in this schema only (a temporary table of the caller's
-- would come first otherwise), only events that exist get a position, and none a second one. It must see what committed
-- before it got the lock, which only READ COMMITTED lets it. Without sequential scans, because a plan made while the log
-- was small would read all of it later on.
CREATE OR REPLACE FUNCTION number_events(now_micros bigint, OUT last_position bigint, OUT numbered bigint) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  last_time timestamptz;
  this_time timestamptz := timestamptz 'epoch' + now_micros * interval '1 microsecond';
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'events are numbered in a READ COMMITTED transaction only, not in %', current_setting('transaction_isolation') USING ERRCODE = 'invalid_transaction_state';
  END IF;
  PERFORM pg_advisory_xact_lock(7142301);
  SELECT p.position, p.recorded_at INTO last_position, last_time FROM event_position p ORDER BY p.position DESC LIMIT 1;
  last_position := coalesce(last_position, 0);
  IF this_time <= last_time THEN
    this_time := last_time + interval '1 microsecond';
  END IF;
  WITH taken AS (DELETE FROM event_unnumbered RETURNING first_seq, last_seq)
  INSERT INTO event_position (position, seq, recorded_at)
  SELECT last_position + row_number() OVER (ORDER BY e.seq), e.seq, this_time
  FROM taken CROSS JOIN LATERAL (SELECT seq FROM event WHERE seq BETWEEN first_seq AND last_seq OFFSET 0) e
  WHERE NOT EXISTS (SELECT FROM event_position p WHERE p.seq = first_seq);
  GET DIAGNOSTICS numbered = ROW_COUNT;
  last_position := last_position + numbered;
  IF numbered > 0 THEN
    PERFORM pg_notify('gridledger_log', last_position::text);
  END IF;
END $$;
REVOKE EXECUTE ON FUNCTION number_events(bigint) FROM PUBLIC;
