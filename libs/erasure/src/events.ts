/** The street door of the erasure room: stream `erasure-<customer_no>`. Nothing in these events names the person. */

/** Something that law has kept, with its law (deciding/keeping.ts). */
export interface Kept {
  code: string;
  law: string;
}

/** It was decided to erase; the keys may live until PersonalDataErased. */
export interface ErasureOrdered {
  type: 'ErasureOrdered';
  payload: { customer_no: string; ordered_on: string; reason: string; law: string; subjects: string[] };
}
/** The keys are destroyed, for good. */
export interface PersonalDataErased {
  type: 'PersonalDataErased';
  payload: { customer_no: string; erased_on: string; reason: string; law: string; subjects: string[]; stays: Kept[] };
}
/** Law forbids erasing for now: the data is stored and protected, and not used (PIPL 47, last paragraph). */
export interface PersonalDataRestricted {
  type: 'PersonalDataRestricted';
  payload: { customer_no: string; restricted_on: string; reason: string; subjects: string[]; keeps: Kept[] };
}
/** The person wants the data used again, or the restriction was a mistake. */
export interface RestrictionLifted {
  type: 'RestrictionLifted';
  payload: { customer_no: string; lifted_on: string; reason: string; subjects: string[] };
}

export type ErasureEvent = ErasureOrdered | PersonalDataErased | PersonalDataRestricted | RestrictionLifted;

export const erasureStream = (customerNo: string): string => `erasure-${customerNo}`;
