import { Injectable } from '@nestjs/common';
import { refuse } from '#platform/deciding/refusal.js';
import { CreditReader } from '../asking/credit-reader.js';
import { isWithin } from '../asking/case-files-within.js';
import type { Question, QuestionInput } from '../asking/question.js';
import { LedgerList, type GradeCounts, type ListPage } from './ledger-list.js';
import type { Criteria, Paging, Sort } from './list-question.js';
import { changeDay, comparison, listRow, matches, type ListRow } from './list-row.js';

/** While records keep coming, the partitions of the ledger are at one position only now and then. */
const ATTEMPTS = 20;

/** A page of a list of customers. */
export interface CustomerPage extends ListPage {
  readonly question: Question;
  /** `ledger`: out of the read model that stands on the day asked about. `case files`: worked out for this question. */
  readonly from: 'ledger' | 'case files';
}

/**
 * Lists of customers for operators. A question about the ledger's own day, with what is known now and the editions in
 * force, is read from the ledger; any other is worked out from the case files: the same answer, later.
 */
@Injectable()
export class CustomerList {
  constructor(
    private readonly reader: CreditReader,
    private readonly ledger: LedgerList,
  ) {}

  /** Refusals: those of the question's dates. */
  async page(input: QuestionInput, criteria: Criteria, sort: Sort, paging: Paging): Promise<CustomerPage> {
    const question = await this.reader.question(input);
    if (input.knownAsOf === undefined && input.edition === undefined) {
      const page = await this.ledger.page(question.asOf, criteria, sort, paging, [...(question.parked ?? [])]);
      if (page) return { ...page, question: { ...question, position: page.position }, from: 'ledger' };
    }
    return { ...(await this.workOut(question, criteria, sort, paging)), question, from: 'case files' };
  }

  /** How many customers stand at each grade on the ledger's day; null before there is a ledger. */
  async gradeCounts(regions: readonly string[] | null = null): Promise<GradeCounts | null> {
    for (let attempt = 1; ; attempt++) {
      await this.reader.caughtUp();
      const counts = await this.ledger.gradeCounts(regions);
      if (counts !== 'uneven') return counts;
      if (attempt >= ATTEMPTS) throw refuse('records-are-coming', 'So much is being recorded that the counts are not of one moment. Ask again when it is done.', 503);
    }
  }

  private async workOut(question: Question, criteria: Criteria, sort: Sort, { page, size }: Paging): Promise<ListPage> {
    const changeMatters = criteria.changesWithinDays !== undefined || sort.by === 'next_change_on';
    const standing: Criteria = { ...criteria, changesWithinDays: undefined };
    const compare = comparison(sort);
    const last = page * size;
    const best: ListRow[] = [];
    let total = 0;
    for await (const files of this.reader.caseFiles(question)) {
      for (const file of files) {
        if (!isWithin(file, criteria.regions ?? null)) continue;
        let row = listRow(file, question);
        if (!row || !matches(row, standing, question.asOf)) continue;
        if (changeMatters) {
          row = { ...row, next_change_on: changeDay(file, question) };
          if (!matches(row, criteria, question.asOf)) continue;
        }
        total++;
        best.push(row);
        // Only what may still stand on the page is kept, so that memory does not grow with the population.
        if (best.length >= 2 * last + 1000) best.sort(compare).splice(last);
      }
    }
    const rows = best.sort(compare).slice(last - size, last);
    return { position: question.position, total, rows: changeMatters ? rows : await this.withChanges(rows, question) };
  }

  private async withChanges(rows: readonly ListRow[], question: Question): Promise<ListRow[]> {
    const whole: ListRow[] = [];
    for (const row of rows) {
      const file = await this.reader.caseFile(row.customer_no);
      whole.push({ ...row, next_change_on: file && changeDay(file, question) });
    }
    return whole;
  }
}
