import { refuse } from '#platform/deciding/refusal.js';
import { chiSquareUpper } from './distributions.js';

/** How one stratum stands in the frame, in the sample and among those who answered. */
export interface StratumShare {
  readonly stratum: string;
  readonly frame: number;
  readonly observed: number;
  readonly frameShare: number;
  readonly observedShare: number;
  readonly expected: number;
}

export interface Representativeness {
  readonly strata: readonly StratumShare[];
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** Chance of a distance at least this large if the observed were drawn from the frame at random; null for one stratum. */
  readonly p: number | null;
  /** Fewer than 5 are expected in some stratum: the chi-square is rough then (Cochran 1954). */
  readonly rough: boolean;
}

/** Chi-square of counts by stratum (the sample's, or the respondents') against the frame's. */
export function representativeness(frame: Readonly<Record<string, number>>, observed: Readonly<Record<string, number>>): Representativeness {
  const stranger = Object.keys(observed).find((stratum) => observed[stratum] > 0 && !(frame[stratum] > 0));
  if (stranger) throw refuse('outside-frame', `${observed[stranger]} were observed in the stratum ${stranger}, of which the frame has nobody.`);
  const strata = Object.keys(frame).filter((stratum) => frame[stratum] > 0);
  const [whole, seen] = [strata.reduce((sum, one) => sum + frame[one], 0), strata.reduce((sum, one) => sum + (observed[one] ?? 0), 0)];
  if (whole === 0 || seen === 0) throw refuse('nobody', whole === 0 ? 'The frame is empty.' : 'Nobody was observed, so that nothing can be compared with the frame.');
  const shares = strata.map((stratum): StratumShare => ({
    stratum, frame: frame[stratum], observed: observed[stratum] ?? 0,
    frameShare: frame[stratum] / whole, observedShare: (observed[stratum] ?? 0) / seen, expected: (frame[stratum] / whole) * seen,
  }));
  const chiSquare = shares.reduce((sum, { observed, expected }) => sum + (observed - expected) ** 2 / expected, 0);
  const degreesOfFreedom = strata.length - 1;
  return { strata: shares, chiSquare, degreesOfFreedom, p: degreesOfFreedom === 0 ? null : chiSquareUpper(chiSquare, degreesOfFreedom), rough: shares.some(({ expected }) => expected < 5) };
}
