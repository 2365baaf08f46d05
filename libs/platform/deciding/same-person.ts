import { personBehind } from './person-behind.js';

/**
 * Whether two names given by hand mean one person: four eyes must not be had by writing a name in capitals, in
 * full-width letters, with another space, with a character that nobody sees, or by acting in the name of somebody else.
 */
export function samePerson(a: string, b: string): boolean {
  return plainName(personBehind(a)) === plainName(personBehind(b));
}

/** A name as it is compared: without what is invisible, NFKC, trimmed, single spaces, case folded. Empty if nothing is left. */
export function plainName(name: string): string {
  const visible = name.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return visible.normalize('NFKC').replace(/\s+/gu, ' ').trim().toUpperCase().toLowerCase();
}
