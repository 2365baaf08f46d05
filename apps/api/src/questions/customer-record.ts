import { z } from 'zod';
import type { AssessedCustomer } from '#credit/asking/assess-file.js';
import type { Question } from '#credit/asking/question.js';
import { FACT_EVENT_TYPES, type Fact, type FactKind } from '#credit/case-file/case-file.js';
import { formatDay } from '#platform/kernel/day.js';
import { classSchema, daySchema, instantSchema, restsOn, restsOnSchema } from './answers.js';

export const customerRecordSchema = z
  .strictObject({
    customer_no: z.string(),
    customer_class: classSchema,
    asOf: restsOnSchema.asOf,
    knownAsOf: restsOnSchema.knownAsOf,
    position: restsOnSchema.position,
    person: z
      .strictObject({
        status: z.enum(['shown', 'withheld', 'restricted', 'erased', 'none']).describe('restricted: law keeps it from being erased, and it is shown to an auditor only, for a purpose; withheld: whoever asks is not entitled, or names no purpose; none: nothing is recorded.'),
        name: z.string().nullable(),
        phone: z.string().nullable(),
        address: z.string().nullable(),
      })
      .describe('Personal data.'),
    confidentialOmitted: z.boolean().describe('Facts that rest on an informant’s report were left out 保密事项已略.'),
    region: z.string().nullable(),
    segment: z.string().nullable(),
    opened_on: daySchema,
    closed_on: daySchema.nullable(),
    facts: z
      .array(
        z.strictObject({
          event: z.string().describe('Id of its event.'),
          type: z.string(),
          document: z.string().describe('The number of the document it is recorded under.'),
          occurredOn: daySchema,
          recordedAt: instantSchema,
          position: z.int(),
        }),
      )
      .describe('What occurred by the day and was recorded by then, in the order of the log; without what was found by then to be entered in error.'),
  })
  .describe('The record of a customer.');

/** A customer's record as known then. */
export async function customerRecord(
  { facts, opening, closedOn, assessment }: AssessedCustomer,
  question: Question,
  recordedTimes: (positions: readonly number[]) => Promise<Map<number, string>>,
): Promise<Omit<z.input<typeof customerRecordSchema>, 'person' | 'confidentialOmitted'>> {
  const known = (Object.keys(FACT_EVENT_TYPES) as FactKind[]).flatMap((kind) => facts.all(kind).map((fact: Fact) => ({ type: FACT_EVENT_TYPES[kind], fact })));
  const times = await recordedTimes([...new Set(known.map(({ fact }) => fact.at))]);
  const details = facts.all('details');
  const { asOf, knownAsOf, position } = restsOn(question);
  return {
    customer_no: assessment.customerNo,
    customer_class: assessment.customerClass,
    asOf, knownAsOf, position,
    region: details.findLast(({ region }) => region !== undefined)?.region ?? opening.region ?? null,
    segment: details.findLast(({ segment }) => segment !== undefined)?.segment ?? opening.segment ?? null,
    opened_on: formatDay(opening.on),
    closed_on: closedOn === null ? null : formatDay(closedOn),
    facts: known
      .sort((a, b) => a.fact.at - b.fact.at)
      .map(({ type, fact }) => ({ event: fact.id, type, document: fact.no, occurredOn: formatDay(fact.on), recordedAt: times.get(fact.at)!, position: fact.at })),
  };
}
