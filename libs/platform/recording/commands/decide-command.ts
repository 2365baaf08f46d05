import { Refusal } from '#platform/deciding/refusal.js';
import type { RefusalReason } from '#platform/deciding/refusal.js';
import type { SubjectVault } from '../personal-vault.js';
import { protectRow } from '../protect-row.js';
import type { CellProblem } from '../record-kind.js';
import type { RoomState } from '../room-state.js';
import type { DecidedEvent } from '../working.js';
import type { CommandDescription, RecordingCommand, RecordingDecisionContext } from './command-description.js';

/** What a recording command comes to; throws a Refusal that lists everything that is wrong with it. Pure but for the hashes. */
export function decideCommand<Input>(
  command: RecordingCommand<Input>,
  state: RoomState,
  input: Input,
  context: RecordingDecisionContext,
  vault: Pick<SubjectVault, 'digest'>,
): readonly DecidedEvent[] {
  const { rows, problems } = command.rows(input, context.customerNo);
  if (problems.length > 0) throw new Refusal(problems.map(reason));
  const decision = command.decide(state, input, rows.map((row) => protectRow(row, vault)), context);
  if (decision.problems.length > 0) throw new Refusal(decision.problems.map(reason), statusOf(decision.problems));
  return decision.events;
}

/** Input that does not fit the schema of a command is refused with every field named. */
export function parseInput<Input>(command: Pick<CommandDescription, 'name' | 'schema' | 'personalFields'>, input: unknown): Input {
  const parsed = command.schema.safeParse(input);
  if (parsed.success) {
    const unkeepable = fieldsWithUnkeepableText(parsed.data);
    if (unkeepable.length === 0) return parsed.data as Input;
    throw new Refusal(
      unkeepable.map((field) => ({ code: 'malformed-field', field, message: `${command.name}, field ${field}: the text holds a NUL character or half of a surrogate pair, which no record can keep.` })),
      400,
    );
  }
  const personal = new Set(command.personalFields ?? []);
  throw new Refusal(
    parsed.error.issues.flatMap((issue) => {
      const field = issue.path.join('.');
      const names = issue.code === 'unrecognized_keys' ? issue.keys : [field];
      return names.map((name) => ({
        code: issue.code === 'unrecognized_keys' ? 'unknown-field' : 'malformed-field',
        field: name,
        message: issue.code === 'unrecognized_keys' ? `${command.name} has no field '${name}'.` : `${command.name}${name ? `, field ${name}` : ''}: ${personal.has(name) ? 'the value (withheld, it is personal) is not a text of the expected length' : issue.message}.`,
      }));
    }),
    400,
  );
}

/** Neither PostgreSQL's text nor RFC 8785 can hold these: they are refused here, before a look-up trips over them. */
function fieldsWithUnkeepableText(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? [path.join('.')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => fieldsWithUnkeepableText(inner, [...path, name]));
}

function reason({ code, column, value, expected, message }: CellProblem): RefusalReason {
  return { code, message, field: column, value, expected };
}

function statusOf(problems: readonly CellProblem[]): Refusal['status'] {
  if (problems.every((problem) => problem.code.startsWith('unknown-'))) return 404;
  return problems.some((problem) => problem.code === 'number-reused') ? 409 : 422;
}
