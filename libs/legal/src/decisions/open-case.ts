import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { legalRoom } from '../legal-room.js';
import { violation } from '../records/violation.js';

export class OpenCase extends GivenCommand {}

export const openCase = recordsRow({
  name: 'OpenCase',
  command: OpenCase,
  recording: legalRoom,
  kind: violation,
  summary: {
    en: 'Opens a case of theft, contract violation, obstruction or facility damage; it has no effect before it is confirmed.',
    zh: '立案：窃电、违约用电、阻碍施工或损坏设施；确认前不生效。',
  },
  example: { case_no: 'V000001', customer_no: 'C000001', kind: 'theft', occurred_on: '2023-05-20' },
});
