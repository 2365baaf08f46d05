import type { DecisionContext } from './decide-rows.js';
import { tooEarly } from './read-row.js';
import type { RecordKind, Row, RowProblem } from './record-kind.js';
import { columnIndex, columnValue } from './record-kind.js';
import type { Working } from './working.js';

/** Why a new record cannot stand: its customer, what it refers to, or a day before the customer was opened. */
export function hindranceOf(working: Working, row: Row, context: DecisionContext): Omit<RowProblem, 'row'> | null {
  if (working.room.opensCustomer) return null;
  if (context.openedOn === null) {
    const follows = context.unreadable?.has(`customer:${row.customerNo}`) ?? false;
    return {
      code: 'unknown-customer',
      column: 'customer_no',
      value: row.customerNo,
      expected: 'a customer that is registered, or stands in the customers file of the same folder',
      message: follows
        ? `The row of customer ${row.customerNo} was refused, and what is recorded of the customer depends on it.`
        : `Customer ${row.customerNo} is unknown.`,
      follows,
    };
  }
  if (row.kind.refers) {
    const problem = referenceProblem(working, row, context);
    if (problem) return problem;
  }
  for (const [at, column] of row.kind.columns.entries()) {
    const value = row.values[at];
    if (column.type.name === 'day' && value !== null && (value as string) < context.openedOn) {
      return {
        code: 'before-opening',
        column: column.name,
        value: value as string,
        expected: `a day no earlier than the customer was opened, ${context.openedOn}`,
        message: `${column.name} ${value as string} is before customer ${row.customerNo} was opened on ${context.openedOn}; no fact lies before that day.`,
      };
    }
  }
  return null;
}

function referenceProblem(working: Working, row: Row, context: DecisionContext): Omit<RowProblem, 'row'> | null {
  const { column, kind: name, day, notBefore } = row.kind.refers as NonNullable<RecordKind['refers']>;
  const kind = working.kind(name);
  const number = columnValue(row, column) as string;
  const values = working.values(kind, number);
  if (!values) {
    const follows = (context.unreadable?.has(`${name}:${number}`) ?? false) || (working.refused.get(kind)?.has(number) ?? false);
    const voided = (working.state.entries.get(kind)?.get(number)?.voided.length ?? 0) > 0;
    const because = follows
      ? `The row of ${kind.words} ${number} was refused, and this one depends on it.`
      : voided
        ? `The ${kind.words} ${number} was entered in error and does not stand.`
        : `There is no ${kind.words} ${number} of customer ${row.customerNo}.`;
    return { code: `unknown-${name.replaceAll('_', '-')}`, column, value: number, expected: `a ${kind.words} of customer ${row.customerNo}`, message: because, follows };
  }
  const earliest = values[columnIndex(kind, notBefore)] as string;
  const value = columnValue(row, day) as string;
  return value < earliest ? tooEarly(day, value, `${notBefore} of ${kind.words} ${number}`, earliest) : null;
}
