import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { recordsRow } from '#platform/recording/commands/records-row.js';
import { safetyRoom } from '../safety-room.js';
import { safetyAward } from '../records/safety-award.js';

export class ApproveSafetyAward extends GivenCommand {}

export const approveSafetyAward = recordsRow({
  name: 'ApproveSafetyAward',
  command: ApproveSafetyAward,
  recording: safetyRoom,
  kind: safetyAward,
  summary: {
    en: 'Records an approved award for years without accident; whether it is granted is judged when asked.',
    zh: '登记已批准的安全奖励；是否给予在查询时判定。',
  },
  example: { award_no: 'A000001', customer_no: 'C000001', period_from: '2023-01-01', period_to: '2025-12-31', approved_on: '2026-01-15', approved_by: 'Chen Jing' },
});
