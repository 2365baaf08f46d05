-- What follows from events: commands to be given, and timers (docs/decisions/processes-and-timers.md).

CREATE TABLE process_checkpoint (
  name           text COLLATE "C" PRIMARY KEY,
  position       bigint NOT NULL,
  -- The last day that the log says is over.
  closed_through date
);

-- Due when the log says that a day is over, or when something was recorded at or after an instant: never by a clock.
CREATE TABLE process_timer (
  process  text COLLATE "C" NOT NULL,
  id       text COLLATE "C" NOT NULL,
  key      text COLLATE "C" NOT NULL,
  due_on   date,
  due_at   timestamptz,
  -- What the process wants to be reminded of, and the event that set it: JSON text.
  note     text NOT NULL,
  cause    text NOT NULL,
  PRIMARY KEY (process, id),
  CHECK ((due_on IS NULL) <> (due_at IS NULL))
);

-- What is to be done, in order for each key. A row goes when it is done; one that fails keeps those behind it waiting.
CREATE TABLE process_task (
  ordinal  bigint NOT NULL DEFAULT nextval('parking_id') PRIMARY KEY,
  process  text COLLATE "C" NOT NULL,
  key      text COLLATE "C" NOT NULL,
  kind     text NOT NULL CHECK (kind IN ('event', 'timer', 'command')),
  content  text NOT NULL,
  cause    text NOT NULL,
  state    text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'parked')),
  class    text,
  failure  text,
  attempts integer NOT NULL DEFAULT 0,
  first_at timestamptz,
  last_at  timestamptz
);
CREATE INDEX process_task_key ON process_task (process, key, ordinal);
