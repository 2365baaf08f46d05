import { userInfo } from 'node:os';
import { refuse } from '#platform/deciding/refusal.js';
import type { GivenBy } from '#platform/recording/commands/command-registry.js';

/** Who gives a command by hand, until tokens say so. */
export interface ActingOptions {
  actingAs?: string;
  dryRun?: boolean;
}

/** The person who acts: `--acting-as`, else the user of the operating system. Refuses an empty name. */
export function givenByHand({ actingAs, dryRun }: ActingOptions): GivenBy {
  const actor = (actingAs ?? userInfo().username).trim();
  if (actor === '' || actor.length > 200) throw refuse('no-actor', '--acting-as must name a person, in at most 200 characters.', 400);
  return { actor, origin: 'live', dryRun: dryRun ?? false };
}
