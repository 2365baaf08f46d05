import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { CALENDAR_STREAM, type DayClosed } from '#credit/calendar/events.js';
import { billingStream } from '#billing/events.js';
import { cooperationStream } from '#cooperation/events.js';
import { customerStream } from '#customers/events.js';
import { fieldAssessmentStream } from '#field-assessment/events.js';
import { legalStream } from '#legal/events.js';
import { safetyStream } from '#safety/events.js';
import type { EventStore, StoredEvent } from '#platform/event-store/event-store.js';
import { refuse } from '#platform/deciding/refusal.js';
import { formatDay } from '#platform/kernel/day.js';
import { EVENT_STORE } from '#platform/tokens.js';
import { Documented } from '../documentation/documented.js';
import { Asking, type AskedBy } from '../edge/asking.js';
import { checked } from '../edge/checked.js';
import { daySchema, instantSchema } from './answers.js';
import { VisibleReports } from './visible-reports.js';
import { pagingQuery } from './question-query.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const STREAMS = [customerStream, billingStream, safetyStream, legalStream, cooperationStream, fieldAssessmentStream];

export const loggedEventSchema = z
  .strictObject({
    position: z.int().nullable().describe('Its place in the log; null for the moment between its writing and its numbering.'),
    recordedAt: instantSchema.nullable(),
    envelope: z.string().describe('Exactly as written (RFC 8785): parse it, never re-serialise it.'),
    payload: z.string().describe('Exactly as written (RFC 8785). Personal data in it is encrypted.'),
  })
  .describe('An event as it stands in the log.');

const eventsQuery = z.strictObject(pagingQuery);
const eventsSchema = z.strictObject({ page: z.int(), size: z.int(), total: z.int(), confidentialOmitted: z.boolean().describe('Events of reports that are confidential were left out 保密事项已略.'), events: z.array(loggedEventSchema) }).describe('Events in the order of the log.');

const calendarSchema = z
  .strictObject({
    zone: z.string(),
    today: daySchema.describe('The zone’s current day.'),
    closedThrough: daySchema.nullable().describe('The last closed day.'),
    ledgerDay: daySchema.nullable().describe('The day the ledger stands on: the one after the last closed one.'),
    page: z.int(),
    size: z.int(),
    total: z.int(),
    closings: z.array(z.strictObject({ from: daySchema, through: daySchema, event: z.string(), position: z.int(), recordedAt: instantSchema })).describe('The latest first.'),
  })
  .describe('Which days are closed.');

@ApiTags('Log')
@Controller()
export class LogController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly reader: CreditReader,
    private readonly reports: VisibleReports,
  ) {}

  @Get('customers/:customerNo/events')
  @Documented({
    id: 'customerEvents',
    summary: 'The recorded events of a customer, byte for byte 原始事件',
    description: 'All events of the rooms that record, also those entered in error. Ratings and objections have routes of their own.',
    params: { customerNo: 'The number of the customer.' },
    query: eventsQuery,
    answer: eventsSchema,
    refuses: [404],
  })
  async ofCustomer(@Param('customerNo') no: string, @Query(checked(eventsQuery)) { page, size }: z.output<typeof eventsQuery>, @Asking() by: AskedBy): Promise<z.input<typeof eventsSchema>> {
    await this.store.settle();
    const streams = await this.store.readStreams(STREAMS.map((stream) => stream(no)));
    const isSeen = await this.reports.seenBy(no, by);
    const all = [...streams.values()].flat();
    const events = all.filter((event) => !VisibleReports.hides(isSeen, event)).sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity));
    if (events.length === 0) throw refuse('unknown-customer', `There is no customer ${no}.`, 404, { field: 'customerNo', value: no });
    return { page, size, total: events.length, confidentialOmitted: all.length > events.length, events: events.slice((page - 1) * size, page * size).map(asWritten) };
  }

  @Get('events/:id')
  @Documented({ id: 'event', summary: 'One event, byte for byte 单个事件', params: { id: 'The id of the event.' }, answer: loggedEventSchema, refuses: [404] })
  async event(@Param('id') id: string, @Asking() by: AskedBy): Promise<z.input<typeof loggedEventSchema>> {
    const event = UUID.test(id) ? await this.store.readEvent(id) : null;
    const [customerNo] = event?.envelope.customers ?? [];
    if (!event || (customerNo !== undefined && VisibleReports.hides(await this.reports.seenBy(customerNo, by), event))) throw refuse('unknown-event', `There is no event '${id.slice(0, 100)}'.`, 404, { field: 'id', value: id.slice(0, 100) });
    return asWritten(event);
  }

  @Get('calendar')
  @Documented({ id: 'calendar', summary: 'Which days are closed, and where the ledger stands 日结', query: eventsQuery, answer: calendarSchema })
  async calendar(@Query(checked(eventsQuery)) { page, size }: z.output<typeof eventsQuery>): Promise<z.input<typeof calendarSchema>> {
    await this.reader.caughtUp();
    const ledger = await this.reader.ledgerDay();
    const closings = (await this.store.readStream(CALENDAR_STREAM)).filter(({ position }) => position !== null).reverse();
    return {
      zone: this.reader.zone,
      today: formatDay(this.reader.today()),
      closedThrough: ledger?.closedThrough == null ? null : formatDay(ledger.closedThrough),
      ledgerDay: ledger ? formatDay(ledger.day) : null,
      page,
      size,
      total: closings.length,
      closings: closings.slice((page - 1) * size, page * size).map((event) => ({
        ...(event.payload as DayClosed['payload']),
        event: event.envelope.id,
        position: event.position!,
        recordedAt: event.recordedAt!,
      })),
    };
  }
}

const asWritten = ({ position, recordedAt, envelopeBytes, payloadBytes }: StoredEvent): z.input<typeof loggedEventSchema> => ({ position, recordedAt, envelope: envelopeBytes, payload: payloadBytes });
