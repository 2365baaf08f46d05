import { Inject, Injectable } from '@nestjs/common';
import { customerStream, type CustomerEvent } from '#customers/events.js';
import { legalStream, type ReportReceived } from '#legal/events.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Vault } from '#platform/personal-data/vault.js';
import { EVENT_STORE, VAULT } from '#platform/tokens.js';
import { holds, purposeMissing, reachOf } from '../deciding/may.js';
import type { Person } from '../person.js';
import { CustomersReached } from '../scope/customers-reached.js';

/** What is on record of a person, or why it is not shown. */
export interface ShownPerson {
  readonly status: 'shown' | 'withheld' | 'restricted' | 'erased' | 'none';
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

const NOTHING = { name: null, phone: null, address: null };

/** Opens what is encrypted of persons, for those entitled; the question itself is recorded by whoever asks it. */
@Injectable()
export class PersonalRecords {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VAULT) private readonly vault: Vault,
    private readonly customers: CustomersReached,
  ) {}

  /** Name, phone and address as recorded last; withheld from whoever may not see them, or names no purpose where one is needed. */
  async ofCustomer(customerNo: string, person: Person, purpose: string | null): Promise<ShownPerson> {
    const reach = reachOf(person, 'read-person');
    if (!reach || purposeMissing(person, 'read-person', purpose) || !(await this.customers.within(reach, customerNo))) return { status: 'withheld', ...NOTHING };
    const events = await this.store.readStream(customerStream(customerNo));
    const voided = new Set(events.flatMap(({ envelope, payload }) => (envelope.type === 'CustomerRecordEnteredInError' ? [payload.voided_event] : [])));
    const sealed = events.findLast(({ envelope, payload }) => payload.personal !== undefined && !voided.has(envelope.id))?.payload as (CustomerEvent & { type: 'CustomerOpened' })['payload'] | undefined;
    if (!sealed?.personal) return { status: 'none', ...NOTHING };
    // Whom law keeps from being erased is shown to an auditor who says what for, and to nobody else.
    const subject = `customer:${customerNo}`;
    const keys = await this.vault.knownKeys([subject], { entitled: holds(person, 'auditor') && purpose !== null });
    const opened = keys.decrypt(subject, sealed.personal, 'personal');
    if (!opened) return { status: keys.state(subject) === 'restricted' ? 'restricted' : 'erased', ...NOTHING };
    return { status: 'shown', name: textOf(opened.name), phone: textOf(opened.phone), address: textOf(opened.address) };
  }

  /** Who informed, by the report; null if it was erased or nobody is recorded. Refuses, with status 404, a report that does not exist. */
  async informantOf(customerNo: string, reportNo: string): Promise<{ informant: string | null; erased: boolean }> {
    const events = await this.store.readStream(legalStream(customerNo));
    const received = events.findLast(({ envelope, payload }) => envelope.type === 'ReportReceived' && payload.report_no === reportNo);
    if (!received) throw refuse('unknown-report', `There is no report ${reportNo} of customer ${customerNo}.`, 404, { field: 'reportNo', value: reportNo });
    const { informant } = received.payload as unknown as ReportReceived['payload'];
    if (informant === undefined) return { informant: null, erased: false };
    const subject = `report:${reportNo}`;
    const opened = (await this.vault.knownKeys([subject], { entitled: true })).decrypt(subject, informant, 'informant');
    return opened ? { informant: textOf(opened.informant), erased: false } : { informant: null, erased: true };
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
