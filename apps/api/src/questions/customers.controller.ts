import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { PersonalRecords } from '#access/persons/personal-records.js';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { formatPoints } from '#platform/kernel/points.js';
import { Documented } from '../documentation/documented.js';
import { Asking, type AskedBy } from '../edge/asking.js';
import { checked } from '../edge/checked.js';
import { restsOn, scoreSchema } from './answers.js';
import { CustomerAnswers } from './customer-answers.js';
import { customerRecord, customerRecordSchema } from './customer-record.js';
import { questionInput, questionQuery } from './question-query.js';

type QuestionQuery = z.output<typeof questionQuery>;
const customerNo = { customerNo: 'The number of the customer, as the supplier’s records have it.' };

@ApiTags('Customers')
@Controller('customers/:customerNo')
export class CustomersController {
  constructor(
    private readonly reader: CreditReader,
    private readonly answers: CustomerAnswers,
    private readonly persons: PersonalRecords,
  ) {}

  @Get()
  @Documented({
    id: 'customer',
    summary: 'What is on record of a customer 客户档案',
    description: 'Class, region, segment and every recorded fact by kind. Name, phone and address are encrypted in the log; they are shown to whom they concern and to those who need them for their work, to an auditor who says what for, and never to an administrator.',
    params: customerNo,
    query: questionQuery.omit({ edition: true, lang: true }),
    answer: customerRecordSchema,
    refuses: [404],
  })
  async record(@Param('customerNo') no: string, @Query(checked(questionQuery.omit({ edition: true, lang: true }))) query: QuestionQuery, @Asking() by: AskedBy) {
    const question = await this.reader.question(questionInput(query));
    const assessed = await this.answers.assessed(no, question, by);
    const person = await this.persons.ofCustomer(no, by.person, by.purpose);
    return { ...(await customerRecord(assessed, question, (positions) => this.reader.recordedTimes(positions))), confidentialOmitted: assessed.omitted, person };
  }

  @Get('score')
  @Documented({ id: 'score', summary: 'The score of a customer on a day 信用得分', params: customerNo, query: questionQuery, answer: scoreSchema, refuses: [404] })
  async score(@Param('customerNo') no: string, @Query(checked(questionQuery)) query: QuestionQuery, @Asking() by: AskedBy): Promise<z.input<typeof scoreSchema>> {
    const question = await this.reader.question(questionInput(query));
    const { assessment, omitted } = await this.answers.assessed(no, question, by);
    const shown = (amount: number): string => formatPoints(amount, assessment.scale);
    return {
      customer_no: no,
      customer_class: assessment.customerClass,
      ...restsOn(question),
      total: shown(assessment.total),
      grade: assessment.grade,
      veto: assessment.veto.join('+') as '' | 'COM' | 'LAW' | 'COM+LAW',
      confidentialOmitted: omitted,
      provisional: assessment.provisional,
      categories: assessment.categories.map(({ code, full, value, deductions, rewards, capped }) => ({
        code, full: shown(full), value: shown(value), deductions: shown(deductions), rewards: shown(rewards), capped: shown(capped),
      })),
    };
  }
}
