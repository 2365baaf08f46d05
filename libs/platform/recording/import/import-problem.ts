/** One thing that is wrong with an exchange folder. Never holds personal data. */
export interface ImportProblem {
  /** File name as it stands in the folder; '' for the folder as a whole. */
  readonly file: string;
  /** Line of the file, counted from 1; 0 where no line is at fault. */
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly expected: string;
  /** A full sentence. */
  readonly reason: string;
}

/** `bills.csv.gz, line 7, amount '12.345': expected is …` and the reason, for a terminal. */
export function problemLine({ file, line, column, value, expected, reason }: ImportProblem): string {
  const where = [file || 'folder', ...(line > 0 ? [`line ${line}`] : []), ...(column ? [`column ${column}`] : []), ...(value ? [`value '${value}'`] : [])];
  return `${where.join(', ')}: ${reason}${reason.includes(expected) || !expected ? '' : ` Expected: ${expected}.`}`;
}

/** A field of a CSV line, quoted as in RFC 4180 where needed. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const PROBLEM_HEADER = 'file,line,column,value,expected,reason';

export function problemRow(problem: ImportProblem): string {
  return [problem.file, problem.line > 0 ? String(problem.line) : '', problem.column, problem.value, problem.expected, problem.reason].map(csvField).join(',');
}
