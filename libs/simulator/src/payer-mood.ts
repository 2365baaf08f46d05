import type { Random } from './random.js';
import type { Payer } from './temperament.js';

/** How a bill is paid: by its due date, the day after, by the end of next month, or when it is so many months old; or not. */
export type Manner = 'in time' | 'day late' | 'next month' | 'under 2 months' | 'over 2 months' | 'over 3 months' | 'never';

const HABITS: Record<Payer, readonly (readonly [Manner, weight: number])[]> = {
  prompt: habit(9_930, 15, 40, 6, 4, 2, 3),
  casual: habit(9_680, 60, 180, 40, 15, 10, 15),
  sloppy: habit(8_200, 300, 900, 300, 120, 90, 90),
  failing: habit(9_500, 100, 250, 70, 30, 25, 25),
  crisis: habit(9_700, 50, 180, 40, 15, 10, 5),
};
const FAILED = habit(300, 50, 150, 200, 300, 500, 8_500);

function habit(...weights: [number, number, number, number, number, number, number]): readonly (readonly [Manner, number])[] {
  const manners: Manner[] = ['in time', 'day late', 'next month', 'under 2 months', 'over 2 months', 'over 3 months', 'never'];
  return manners.map((manner, i) => [manner, weights[i]] as const);
}

/** A payer from month to month: a failing one stops paying for good, one in a crisis for some months, then pays at once. */
export class PayerMood {
  private failed = false;
  private crisisMonths = 0;

  constructor(
    private readonly payer: Payer,
    private readonly random: Random,
  ) {}

  /** To be called once a month, before the month's bills. */
  beginMonth(): void {
    const turn = this.random.chance(this.payer === 'failing' ? 40_000 : 30_000);
    const length = this.random.between(2, 6);
    if (this.crisisMonths > 0) this.crisisMonths--;
    else if (turn && this.payer === 'crisis') this.crisisMonths = length;
    if (turn && this.payer === 'failing') this.failed = true;
  }

  /** Months until the open crisis is over, 0 if there is none. */
  get monthsOfCrisis(): number {
    return this.crisisMonths;
  }

  manner(): Manner {
    return this.random.pickWeighted(this.failed ? FAILED : HABITS[this.payer]);
  }

  /** Whether the customer fails to pay in the month after; for the outcomes that a supplier knows later. */
  defaultsNext(): boolean {
    const inTrouble = this.failed || this.crisisMonths > 0;
    const perMillion = { prompt: 5_000, casual: 40_000, sloppy: 200_000, failing: 80_000, crisis: 30_000 }[this.payer];
    return this.random.chance(inTrouble ? 850_000 : perMillion);
  }
}
