/**
 * Whether two names given by hand mean one person: four eyes must not be had by writing a name in capitals, in
 * full-width letters, with another space or with a character that nobody sees.
 */
export function samePerson(a: string, b: string): boolean {
  return plainName(a) === plainName(b);
}

/** A name as it is compared: without what is invisible, NFKC, trimmed, single spaces, case folded. Empty if nothing is left. */
export function plainName(name: string): string {
  const visible = name.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return visible.normalize('NFKC').replace(/\s+/gu, ' ').trim().toUpperCase().toLowerCase();
}
