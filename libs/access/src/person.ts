/** Who somebody is to a supplier; `gateway` is the machine that sends messages. A person may hold several; what they may is the sum (table/permissions.ts). */
export const ROLES = ['operator', 'service-manager', 'credit-officer', 'approver', 'auditor', 'administrator', 'gateway', 'customer'] as const;
export type Role = (typeof ROLES)[number];

/** The roles of the supplier's own people: what the local user of the embedded default holds. */
export const STAFF_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'customer');

/** Who asks or acts, as a token says, or as the operating system does. */
export interface Person {
  /** The token's subject, or the name of the operating system's user: recorded with every event, compared where four eyes are needed. */
  readonly subject: string;
  readonly roles: readonly Role[];
  /** The regions whose customers this person sees and changes; null: all of them. */
  readonly regions: readonly string[] | null;
  /** The customer whose own record this person may see, in the role `customer`. */
  readonly customerNo: string | null;
  /** `local-user`: the operating system's user on the command line, without a token. */
  readonly through: 'token' | 'local-user';
  /** The name given by `--acting-as`; it is recorded and identifies nobody. */
  readonly actingAs?: string;
}

/** Who asks, and what for. */
export interface AskedBy {
  readonly person: Person;
  readonly purpose: string | null;
}

/** The local user of the embedded default: every role of the supplier's people. */
export const localUser = (subject: string, actingAs?: string): Person => ({ subject, roles: STAFF_ROLES, regions: null, customerNo: null, through: 'local-user', actingAs });

/** Whether a person is nobody but a customer: then only the own record is theirs. */
export const isCustomerOnly = (person: Person): boolean => person.roles.every((role) => role === 'customer');
