import type { ErasureEvent } from '../events.js';

/** How far a person's erasure has come. */
export interface ErasureState {
  readonly state: 'open' | 'restricted' | 'ordered' | 'erased';
  /** What was ordered to be erased, or is restricted. */
  readonly subjects: readonly string[];
  readonly reason: string | null;
}

export const NOT_ERASED: ErasureState = { state: 'open', subjects: [], reason: null };

/** The state after one more event. The switch has no default on purpose. */
export function evolveErasure(before: ErasureState, event: ErasureEvent): ErasureState {
  const { subjects, reason } = event.payload;
  switch (event.type) {
    case 'ErasureOrdered':
      return { state: 'ordered', subjects, reason };
    case 'PersonalDataErased':
      return { state: 'erased', subjects, reason };
    case 'PersonalDataRestricted':
      return { state: 'restricted', subjects, reason };
    case 'RestrictionLifted':
      return before.state === 'restricted' ? NOT_ERASED : before;
  }
}
