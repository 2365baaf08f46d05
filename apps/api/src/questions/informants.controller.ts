import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { PersonalRecords } from '#access/persons/personal-records.js';
import { Documented } from '../documentation/documented.js';

const informantSchema = z
  .strictObject({
    customer_no: z.string(),
    report_no: z.string(),
    informant: z.string().nullable().describe('Null where nobody is recorded, and where it was erased.'),
    erased: z.boolean(),
  })
  .describe('Who informed.');

@ApiTags('Customers')
@Controller('customers/:customerNo/reports/:reportNo/informant')
export class InformantsController {
  constructor(private readonly persons: PersonalRecords) {}

  @Get()
  @Documented({
    id: 'informant',
    summary: 'Who informed, by one report; only for those entitled, and only for a purpose that is named 举报人',
    params: { customerNo: 'The number of the customer of the report.', reportNo: 'The number of the report.' },
    answer: informantSchema,
    refuses: [404],
  })
  async of(@Param('customerNo') no: string, @Param('reportNo') reportNo: string): Promise<z.input<typeof informantSchema>> {
    return { customer_no: no, report_no: reportNo, ...(await this.persons.informantOf(no, reportNo)) };
  }
}
