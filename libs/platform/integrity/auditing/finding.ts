/** How much a finding weighs: the evidence is broken; something is not as it should be; something was not checked. */
export type Severity = 'error' | 'warning' | 'note';

const SEVERITIES = {
  // The log against what was sealed.
  altered: 'error',
  missing: 'error',
  inserted: 'error',
  exchanged: 'error',
  moved: 'error',
  truncated: 'error',
  'gap-in-positions': 'error',
  'event-row-missing': 'error',
  'hidden-event': 'error',
  'store-refuses': 'error',
  'harmed-stream': 'error',
  // The log in itself.
  'time-goes-back': 'error',
  'time-malformed': 'error',
  'envelope-unreadable': 'error',
  'column-differs': 'error',
  'not-canonical': 'error',
  'revision-gap': 'error',
  // What is kept of the tree and the map.
  'sealed-leaf-altered': 'error',
  'sealed-run-broken': 'error',
  'sealed-node-altered': 'error',
  'map-altered': 'error',
  // Checkpoints.
  'checkpoint-unreadable': 'error',
  'checkpoint-not-ours': 'error',
  'checkpoint-beyond-log': 'error',
  'checkpoint-contradicts-log': 'error',
  'map-contradicts-log': 'error',
  'checkpoints-contradict': 'error',
  'checkpoint-gone': 'error',
  'witness-lacks-checkpoint': 'note',
  // Read models.
  'read-model-differs': 'error',
  'read-model-behind': 'note',
  // What was not checked.
  'nothing-sealed': 'warning',
  'not-signed-yet': 'note',
  'not-sealed-yet': 'note',
  'no-witness': 'note',
  'read-models-not-checked': 'note',
  'map-not-checked': 'note',
  'not-covered': 'note',
} as const satisfies Record<string, Severity>;

export type FindingCode = keyof typeof SEVERITIES;

/** Something the audit found, or did not look at. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The first position in the log that it concerns; null where it concerns none. */
  readonly position: number | null;
  /** The last one, where it concerns several. */
  readonly last: number | null;
  /** How many positions, rows or files it concerns. */
  readonly count: number;
  /** What it says, for the words of it: a column, a file, a stream. */
  readonly about: string | null;
  readonly expected: string | null;
  readonly found: string | null;
}

export type FindingDetail = Partial<Omit<Finding, 'code' | 'severity'>>;

/** Findings of one code, about the same thing, are told once: with the first place, the last, and how many. */
export class Findings {
  readonly #all = new Map<string, { -readonly [K in keyof Finding]: Finding[K] }>();

  add(code: FindingCode, { position = null, last = null, count = 1, about = null, expected = null, found = null }: FindingDetail = {}): void {
    const key = `${code}\n${about}`;
    const known = this.#all.get(key);
    if (!known) {
      this.#all.set(key, { code, severity: SEVERITIES[code], position, last, count, about, expected, found });
      return;
    }
    known.count += count;
    if (position !== null && (known.position === null || position < known.position)) Object.assign(known, { position, expected, found, last: known.last ?? known.position });
    else known.last = Math.max(known.last ?? 0, last ?? position ?? 0) || null;
  }

  has(code: FindingCode): boolean {
    return [...this.#all.values()].some((one) => one.code === code);
  }

  /** The gravest first, then by position. */
  list(): Finding[] {
    const weight = { error: 0, warning: 1, note: 2 };
    return [...this.#all.values()].sort((a, b) => weight[a.severity] - weight[b.severity] || (a.position ?? 0) - (b.position ?? 0));
  }
}
