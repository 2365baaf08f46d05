import type { Respondent } from '../answers/answers.js';
import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';
import type { ImportanceKind } from './importance.js';
import { pairedTest, type PairedTest } from './paired-test.js';
import type { Priorities, Priority } from './priorities.js';

/** The indicator to work on first (短木条), and whether it really lies behind the next. */
export interface ShortPlank {
  readonly importance: ImportanceKind;
  readonly plank: Priority;
  readonly second: Priority;
  /** The plank's index against the second's, among the same respondents. */
  readonly test: PairedTest;
  readonly setAside: Priorities['setAside'];
}

/** The short plank of a selection, or a reason why there is none. `rows` are its respondents. */
export function shortPlank(questionnaire: Questionnaire, priorities: Priorities, rows: Iterable<Respondent>): ShortPlank | { readonly reason: string; readonly setAside: Priorities['setAside'] } {
  const { importance, list, setAside } = priorities;
  if (importance === null || list.length < 2) return { reason: 'Fewer than two indicators have both an index and an importance of one kind, so that none can be the shortest.', setAside };
  const [plank, second] = list;
  return { importance, plank, second, test: pairedTest(questionnaire, plank.indicator, second.indicator, rows), setAside };
}
