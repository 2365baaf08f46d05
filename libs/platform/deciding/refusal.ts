/** Why a command or a question was refused: a stable code for machines and one full sentence for people. */
export interface RefusalReason {
  /** kebab-case, stable: `unknown-customer`, `number-reused`, … */
  readonly code: string;
  /** What happened, with which value, and what is expected. Never personal data. */
  readonly message: string;
  /** The input field at fault, by its name in domain.md §4, where there is one. */
  readonly field?: string;
  /** The value at fault as it was given; left out for personal fields. */
  readonly value?: string;
  /** What would have been accepted. */
  readonly expected?: string;
}

/** A command that breaks a rule. Nothing was written. CLI: exit 1 (data) or 2 (usage); HTTP: RFC 9457 problem details. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  constructor(
    readonly reasons: readonly RefusalReason[],
    /** HTTP status that fits: 400 malformed, 404 unknown, 409 conflict, 422 breaks a rule, 503 cannot be answered at present. */
    readonly status: 400 | 403 | 404 | 409 | 422 | 503 = 422,
  ) {
    super(reasons.map((reason) => reason.message).join('\n'));
  }
}

/** A Refusal with a single reason. */
export function refuse(code: string, message: string, status: Refusal['status'] = 422, more: Partial<RefusalReason> = {}): Refusal {
  return new Refusal([{ code, message, ...more }], status);
}
