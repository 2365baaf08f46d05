import { Inject, Injectable } from '@nestjs/common';
import type { AskedBy } from '#access/person.js';
import { CreditReader } from '#credit/asking/credit-reader.js';
import type { Question, QuestionInput } from '#credit/asking/question.js';
import { openingOf } from '#credit/assessing/assess.js';
import { emptyCaseFile } from '#credit/case-file/case-file.js';
import { factsOn } from '#credit/case-file/facts-on.js';
import { DISPUTE_READER, type DisputeReader } from '#credit/explaining/disputes.js';
import { assessFile, type AssessedCustomer } from '#credit/asking/assess-file.js';
import { explain } from '#credit/explaining/explain.js';
import type { Explanation, Language } from '#credit/explaining/explanation.js';
import { positionsShown } from '#credit/explaining/voided-records.js';
import { history, type HistoryDay } from '#credit/histories/history.js';
import { refuse } from '#platform/deciding/refusal.js';
import { formatDay, parseDay, type Day } from '#platform/kernel/day.js';
import { VisibleReports } from './visible-reports.js';

export interface CustomerHistory {
  readonly question: Question;
  readonly from: Day;
  readonly to: Day;
  /** Days and points that rest on an informant's report were left out. */
  readonly confidentialOmitted: boolean;
  readonly days: readonly HistoryDay[];
}

/** Brings what credit's pure answers need: case file, recorded times, disputes. */
@Injectable()
export class CustomerAnswers {
  constructor(
    private readonly reader: CreditReader,
    @Inject(DISPUTE_READER) private readonly disputes: DisputeReader,
    private readonly reports: VisibleReports,
  ) {}

  /** A customer's assessment as whoever asks may see it. Refusals as of `assessFile`. */
  async assessed(customerNo: string, question: Question, by: AskedBy, explained = false): Promise<AssessedCustomer & { omitted: boolean }> {
    const { file, omitted } = await this.reports.seen((await this.reader.caseFile(customerNo)) ?? emptyCaseFile(customerNo), question, by);
    return { ...assessFile(file, question, explained), omitted };
  }

  /** Refusals: those of the question's dates and of the customer. */
  async explanation(customerNo: string, input: QuestionInput, language: Language, by: AskedBy): Promise<{ question: Question; explanation: Explanation }> {
    const question = await this.reader.question(input);
    const assessed = await this.assessed(customerNo, question, by, true);
    const [recordedTimes, disputes] = await Promise.all([this.reader.recordedTimes(positionsShown(assessed.file, question.position)), this.disputes.disputesOf(customerNo, question)]);
    return { question, explanation: { ...explain({ ...assessed, question, recordedTimes, disputes, language, zone: this.reader.zone }), confidentialOmitted: assessed.omitted } };
  }

  /** Each day of the period on which anything changed, under one knowledge; a closed account's ends with its closing day. */
  async history(customerNo: string, period: { from?: Day; to?: Day }, input: Omit<QuestionInput, 'asOf'>, by: AskedBy): Promise<CustomerHistory> {
    const question = await this.reader.question({ ...input, asOf: period.to === undefined ? undefined : formatDay(period.to) });
    const { position, book } = question;
    const whole = await this.reader.caseFile(customerNo);
    const { file, omitted } = whole ? await this.reports.seen(whole, question, by) : { file: null, omitted: false };
    const facts = file && factsOn(file, question.asOf, position);
    const opening = facts && openingOf(facts);
    if (!file || !facts || !opening) {
      // Says whether it is unknown, or was not opened by the last day asked about.
      await this.reader.assessCustomer(customerNo, question);
      throw refuse('unknown-customer', `There is no customer ${customerNo}.`, 404, { field: 'customerNo', value: customerNo });
    }
    const from = period.from ?? opening.on;
    if (from > question.asOf) throw refuse('empty-period', `The history would end on ${formatDay(question.asOf)}, before it begins on ${formatDay(from)}.`, 400, { field: 'from', value: formatDay(from) });
    const to = Math.min(question.asOf, facts.all('closed')[0]?.on ?? Infinity);
    return { question, from, to: question.asOf, confidentialOmitted: omitted, days: history(file, { openedOn: opening.on, from, to, position, book }) };
  }
}

export const dayGiven = (text: string | undefined): Day | undefined => (text === undefined ? undefined : (parseDay(text) ?? undefined));
