import type { ParkedEvent } from '#platform/projecting/parked-events.js';
import type { ReadModelOverview } from '#platform/projecting/overview.js';
import type { ProcessOverview } from '#platform/processing/overview.js';
import type { RebuildReport } from '#platform/projecting/rebuild.js';
import { table } from './table.js';

/** Read models for people: where they stand, then their digests, which are too long for a column. */
export function overviewText(models: readonly ReadModelOverview[]): string {
  const rows = models.map((one) => [
    one.name, String(one.liveVersion ?? '–'), stateText(one), String(one.position), String(one.lag), String(one.partitions.length), String(one.parked),
  ]);
  const notes = models.flatMap((one) => [
    ...(one.digest ? [`${one.name}  sha256 of ${one.digest.rows} rows at position ${one.digest.position}:`, `  ${one.digest.digest}`] : []),
    ...(one.rebuild ? [`${one.name}  ${rebuildText(one.rebuild)}`] : []),
    ...(one.kept.length > 0 ? [`${one.name}  version ${one.kept.join(', ')} is kept for a release that may still run on it, until the next switch`] : []),
  ]);
  return `${table(['read model', 'version', 'state', 'position', 'behind', 'partitions', 'parked'], rows)}${notes.length > 0 ? `\n${notes.join('\n')}\n` : ''}`;
}

/** Processes for people; nothing where there is none. */
export function processesText(processes: readonly ProcessOverview[]): string {
  if (processes.length === 0) return '';
  const rows = processes.map((one) => [one.name, String(one.position), String(one.lag), String(one.waiting), String(one.parked), String(one.timers), one.nextDue?.slice(0, 10) ?? '–']);
  return `\n${table(['process', 'position', 'behind', 'to do', 'parked', 'timers', 'next due'], rows)}`;
}

function stateText({ state, pausedBy, version }: ReadModelOverview): string {
  if (state === 'paused') return `paused by ${pausedBy}`;
  return state === 'version to be raised' ? `to be raised to ${version}` : state;
}

const rebuildText = ({ version, state, position }: NonNullable<ReadModelOverview['rebuild']>): string =>
  state === 'building' ? `version ${version} is being built, up to position ${position} so far` : `version ${version} was built and differs: rebuild it again, or with --accept-differences`;

export function parkedText(parked: readonly ParkedEvent[]): string {
  if (parked.length === 0) return 'Nothing is parked.\n';
  const rows = parked.map((one) => [String(one.id), one.readModel, one.key === '*' ? 'everybody' : one.key, one.eventType, String(one.position), one.class, String(one.attempts), String(one.waiting)]);
  const causes = parked.map(({ id, cause, eventId, firstAt, lastAt }) => `${id}  event ${eventId}, first ${firstAt}, last ${lastAt}\n    ${cause}`);
  return `${table(['id', 'read model', 'of', 'event', 'position', 'class', 'tries', 'waiting'], rows)}\n${causes.join('\n')}\n`;
}

/** What came of a rebuild. */
export function rebuildReportText(report: RebuildReport): string {
  const { name, version, fromVersion, position, live, fresh, differences, switched, reason } = report;
  const lines = [`${name} version ${version}, compared with version ${fromVersion} at position ${position}:`, `  live ${live.digest}  ${live.rows} rows`, `  new  ${fresh.digest}  ${fresh.rows} rows`];
  if (!differences) lines.push('The rows are the same.');
  else {
    lines.push(`${differences.count} rows differ${differences.first.length < differences.count ? `; the first ${differences.first.length}` : ''}:`);
    for (const { table: where, key, where: side, columns } of differences.first) {
      lines.push(`  ${where} ${Object.values(key).join(' ')}${side === 'both' ? '' : `: ${side === 'only live' ? 'only among the live rows' : 'only among the new rows'}`}`);
      if (side === 'both') for (const one of columns) lines.push(`    ${one.column}: ${short(one.live)} → ${short(one.new)}`);
    }
  }
  if (switched) lines.push(differences ? `Switched to the new rows. Reason: ${reason}` : 'Switched to the new rows.');
  else lines.push('Not switched: the live rows are as they were. Find out why they differ, or accept it: --accept-differences "why".');
  return `${lines.join('\n')}\n`;
}

const short = (text: string | null): string => (text === null ? '(nothing)' : text.length > 40 ? `${text.slice(0, 39)}…` : text);
