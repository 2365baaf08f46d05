import type { Day } from '#platform/kernel/day.js';
import type { CaseFile } from './case-file.js';

/** A case file as somebody sees it who may not know of some reports: without them, and whether that leaves anything out on a day. */
export interface SeenFile {
  readonly file: CaseFile;
  readonly omitted: boolean;
}

/** Leaves reports out, with all that rests on them, so that no total and no sentence tells of them (domain.md §3.5). */
export function withoutReports(file: CaseFile, isSeen: (reportNo: string) => boolean, asOf: Day, position: number): SeenFile {
  const { report = [], verified = [] } = file.facts;
  const hidden = [...report, ...verified].filter(({ no }) => !isSeen(no));
  if (hidden.length === 0) return { file, omitted: false };
  return {
    file: { ...file, facts: { ...file.facts, report: report.filter(({ no }) => isSeen(no)), verified: verified.filter(({ no }) => isSeen(no)) } },
    omitted: hidden.some(({ at, on }) => at <= position && on <= asOf),
  };
}
