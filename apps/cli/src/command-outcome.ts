import type { CommandResult } from '#platform/recording/commands/command-description.js';

/** What a command came to, for people. */
export function commandOutcome({ outcome, stream, events }: CommandResult): string {
  if (outcome === 'nothing-new') return `Nothing new: everything is recorded already in ${stream}.\n`;
  const heading = outcome === 'recorded' ? `Recorded in ${stream}:` : `Would be recorded in ${stream}:`;
  const lines = events.map(({ id, type, revision, occurredOn, payload }) =>
    outcome === 'recorded' ? `  ${type} of ${occurredOn}, revision ${revision}, event ${id}` : `  ${type} of ${occurredOn}\n    ${JSON.stringify(payload)}`,
  );
  return `${[heading, ...lines].join('\n')}\n`;
}
