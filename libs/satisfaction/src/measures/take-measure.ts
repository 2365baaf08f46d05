import { refuse } from '#platform/deciding/refusal.js';
import type { ImprovementMeasureTaken } from '../events.js';

export type MeasureInput = ImprovementMeasureTaken['payload'];

export interface MeasureState {
  readonly taken: MeasureInput | null;
}

/** Records a measure once: the same again changes nothing, another under its id is refused, and so is one that ends before it begins. */
export function decideTakeMeasure({ taken }: MeasureState, input: MeasureInput): ImprovementMeasureTaken[] {
  if (input.ends_on < input.begins_on) throw refuse('ends-early', `The measure ${input.measure} would end on ${input.ends_on}, before it begins on ${input.begins_on}.`, 422, { field: 'ends_on', value: input.ends_on });
  if (taken === null) return [{ type: 'ImprovementMeasureTaken', payload: input }];
  const same = (Object.keys({ ...taken, ...input }) as (keyof MeasureInput)[]).every((key) => taken[key] === input[key]);
  if (same) return [];
  throw refuse('measure-taken', `The measure ${input.measure} was recorded with other content; a new one has another id.`, 409, { field: 'measure', value: input.measure });
}
