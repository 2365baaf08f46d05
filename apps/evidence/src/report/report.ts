import type { Explanation } from '#credit/explaining/explanation.js';
import type { PackageDescription, ScoreClaim } from '#credit/evidence/package-description.js';
import type { Curve } from '#apps/api/src/pages/score-curve.js';

/** A score of a package with everything a report shows of it. */
export interface ReportedScore {
  readonly claim: ScoreClaim;
  readonly explanation: Explanation;
  readonly curve: Curve | null;
}

/** What a report is made from, in one language. */
export interface Report {
  readonly description: PackageDescription;
  readonly scores: readonly ReportedScore[];
}
