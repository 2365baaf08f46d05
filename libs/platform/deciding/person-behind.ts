/** What stands between who acts and in whose name, in the log: "root acting as Ada". */
export const ACTING_AS = ' acting as ';

/** How somebody who acts in another's name is recorded. */
export const inTheNameOf = (subject: string, other: string | undefined): string => (other === undefined ? subject : `${subject}${ACTING_AS}${other}`);

/** Who really acts: of "root acting as Ada" it is root. Four eyes are those of two persons, not of two names. */
export function personBehind(recorded: string): string {
  const at = recorded.indexOf(ACTING_AS);
  return at < 0 ? recorded : recorded.slice(0, at);
}
