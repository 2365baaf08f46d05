import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AccessLog } from '#access/looks/access-log.js';
import { ROLES } from '#access/person.js';
import { Documented } from '../documentation/documented.js';
import { checked } from '../edge/checked.js';
import { instantSchema } from './answers.js';
import { pagingQuery } from './question-query.js';

const logQuery = z.strictObject(pagingQuery);

export const accessLogSchema = z
  .strictObject({
    customer_no: z.string(),
    page: z.int(),
    size: z.int(),
    total: z.int().describe('Looks on all pages.'),
    looks: z.array(
      z.strictObject({
        position: z.int(),
        recordedAt: instantSchema,
        event: z.string().describe('Id of its event.'),
        who: z.string(),
        roles: z.array(z.enum(ROLES)),
        through: z.enum(['token', 'local-user']),
        what: z.string().describe('What was shown: record, score, explanation, list, score-file …'),
        purpose: z.string().optional(),
        asked: z.record(z.string(), z.string()),
        rests_on: z.string().optional(),
        customers: z.int().describe('How many customers were shown by it.'),
      }),
    ),
  })
  .describe('Who looked, the latest first.');

@ApiTags('Customers')
@Controller('customers/:customerNo/access-log')
export class AccessLogController {
  constructor(private readonly log: AccessLog) {}

  @Get()
  @Documented({
    id: 'accessLog',
    summary: 'Who looked at a customer, what for, and when 查询记录',
    description: 'Every look is one event, also one at thirty thousand customers. This question is a look as well, and stands in the next answer.',
    params: { customerNo: 'The number of the customer.' },
    query: logQuery,
    answer: accessLogSchema,
    refuses: [404],
  })
  async of(@Param('customerNo') no: string, @Query(checked(logQuery)) { page, size }: z.output<typeof logQuery>): Promise<z.input<typeof accessLogSchema>> {
    const { total, looks } = await this.log.of(no, page, size);
    return { customer_no: no, page, size, total, looks: [...looks] };
  }
}
