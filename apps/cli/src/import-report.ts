import type { ImportReport } from '#platform/recording/import/import-folder.js';
import { table } from './table.js';

const number = (value: number): string => value.toLocaleString('en-US');

/** What an import came to, for people. */
export function importReport(report: ImportReport, problemsFile: string | null): string {
  const { rows, events, unchanged, badRows, problems, seconds } = report;
  const where = problemsFile ? ` All are in ${problemsFile}.` : '';
  if (!report.imported) return `Nothing was imported: ${number(problems)} ${problems === 1 ? 'problem' : 'problems'} in ${number(rows)} ${rows === 1 ? 'row' : 'rows'}.${where}\n`;
  const files = table(['file', 'rows', 'new events'], report.files.map((file) => [file.file, number(file.rows), number(file.events)]));
  const left = badRows > 0 ? `, ${number(badRows)} left out` : '';
  const pace = seconds > 0 ? `, ${number(Math.round(rows / seconds))} rows/s` : '';
  return `${files}\n${number(rows)} ${rows === 1 ? 'row' : 'rows'} read, ${number(events)} new events, ${number(unchanged)} unchanged${left}.${badRows > 0 ? where : ''}\n${seconds.toFixed(1)} s${pace}; correlation ${report.correlationId}\n`;
}
