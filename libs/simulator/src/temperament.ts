import type { CustomerClass } from '#customers/events.js';
import { randomFor } from './random.js';

export type Payer = 'prompt' | 'casual' | 'sloppy' | 'failing' | 'crisis';

/** What nobody sees of a customer, and what its facts follow from. The factors multiply how often something happens. */
export interface Temperament {
  readonly payer: Payer;
  readonly accidents: number;
  readonly offences: number;
  readonly refusals: number;
}

const PAYERS: readonly (readonly [Payer, number])[] = [['prompt', 58], ['casual', 25], ['sloppy', 8], ['failing', 4], ['crisis', 5]];

/** Few are careless, dishonest or difficult, and those are so again and again: hence groups, ladders and vetoes. */
export function temperamentOf(seed: string, customerNo: string, customerClass: CustomerClass): Temperament {
  const random = randomFor(seed, customerNo, 'temperament');
  const payer = random.pickWeighted(PAYERS);
  const trouble = payer === 'sloppy' || payer === 'failing' ? 2 : 1;
  // A household has hardly any safety or cooperation facts; those it has are without effect (domain.md §3.3, 16).
  const business = customerClass === 'power' ? 8 : 1;
  return {
    payer,
    accidents: business * (random.chance(150_000) ? 8 : 1),
    offences: 8 * (random.chance(60_000 * trouble) ? 10 : 1),
    refusals: business * (random.chance(80_000 * trouble) ? 8 : 1),
  };
}
