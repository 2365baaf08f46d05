/** Where an answer belongs, as far as it may be told. Null: not told. */
export interface Cell {
  readonly questionnaire: string;
  readonly edition: number;
  readonly wave: string | null;
  readonly channel: string;
  readonly region: string | null;
  readonly segment: string | null;
  readonly customer_class: string | null;
}

/** The same as text, so that equal cells are equal texts. */
export const cellText = ({ questionnaire, edition, wave, channel, region, segment, customer_class }: Cell): string => JSON.stringify([questionnaire, edition, wave, channel, region, segment, customer_class]);

/** The cell without its first `level` particulars, in the order in which they are given up: segment, class, region. */
export function coarser(cell: Cell, level: number): Cell {
  return { ...cell, segment: level > 0 ? null : cell.segment, customer_class: level > 1 ? null : cell.customer_class, region: level > 2 ? null : cell.region };
}

/** How many particulars can be given up; the channel, the wave and the edition never are. */
export const COARSEST = 3;
