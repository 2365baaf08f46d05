import { Inject, Injectable } from '@nestjs/common';
import { purposeMissing, reachOf } from '#access/deciding/may.js';
import type { AskedBy } from '#access/person.js';
import type { Question } from '#credit/asking/question.js';
import type { CaseFile } from '#credit/case-file/case-file.js';
import { withoutReports, type SeenFile } from '#credit/case-file/without-reports.js';
import type { ShownRating } from '#credit/ratings/rating-list.js';
import { legalStream } from '#legal/events.js';
import { samePerson } from '#platform/deciding/same-person.js';
import type { EventStore, StoredEvent } from '#platform/event-store/event-store.js';
import { EVENT_STORE } from '#platform/tokens.js';

/**
 * Who sees an informant's reward in full: the informant (the customer whom it rewards), whoever verified the report, and
 * an auditor who says what for. Everybody else is answered as if there were no report, and told that something is left out.
 */
@Injectable()
export class VisibleReports {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** The case file as the person sees it. */
  async seen(file: CaseFile, { asOf, position }: Pick<Question, 'asOf' | 'position'>, by: AskedBy): Promise<SeenFile> {
    if ((file.facts.report ?? []).length === 0) return { file, omitted: false };
    const isSeen = await this.seenBy(file.customerNo, by);
    return withoutReports(file, isSeen, asOf, position);
  }

  /** Which reports of a customer a person sees. */
  async seenBy(customerNo: string, { person, purpose }: AskedBy): Promise<(reportNo: string) => boolean> {
    if (person.customerNo === customerNo && person.roles.includes('customer')) return () => true;
    if (reachOf(person, 'read-informant') && !purposeMissing(person, 'read-informant', purpose)) return () => true;
    const verified = (await this.store.readStream(legalStream(customerNo))).filter(({ envelope }) => envelope.type === 'ReportVerified' && samePerson(envelope.recordedBy ?? '', person.subject));
    const own = new Set(verified.map(({ payload }) => payload.report_no));
    return (reportNo) => own.has(reportNo);
  }

  /** Whether an event tells of a report that the person does not see. */
  static hides(isSeen: (reportNo: string) => boolean, { envelope, payload }: StoredEvent): boolean {
    if (envelope.type === 'ReportReceived' || envelope.type === 'ReportVerified') return !isSeen(String(payload.report_no));
    return envelope.type === 'LegalRecordEnteredInError' && /^Report/.test(String(payload.voided_type)) && !isSeen(String(payload.document));
  }

  /** What a rating was judged on, without the entries of reports that the person does not see. */
  async judgedAsSeen(rating: ShownRating, by: AskedBy): Promise<ShownRating & { confidentialOmitted: boolean }> {
    const isSeen = await this.seenBy(rating.customer_no, by);
    const shows = ({ id, rule }: { id: string; rule: string }): boolean => (rule !== 'COM-06' && rule !== 'LAW-06') || isSeen(id.slice(rule.length + 1));
    const entries = rating.judged.entries.filter(shows);
    return { ...rating, judged: { ...rating.judged, entries }, confidentialOmitted: entries.length < rating.judged.entries.length };
  }
}
