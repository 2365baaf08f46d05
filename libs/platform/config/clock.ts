/** The only source of the present. Whoever needs to know the time is given one; pure code is given the time itself. */
export interface Clock {
  /** Microseconds since 1970-01-01T00:00:00Z. May step back: who records times guards against it. */
  nowMicros(): number;
}

export const systemClock: Clock = { nowMicros: () => Date.now() * 1000 };
