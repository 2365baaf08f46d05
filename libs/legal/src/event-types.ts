import { sealedField } from '#platform/event-store/payload-fields.js';
import { mainFields, recordedEventTypes, type } from '#platform/recording/recorded-event-types.js';
import type { LegalEvent } from './events.js';
import { legalRoom } from './legal-room.js';
import { report } from './records/report.js';

/** What the log accepts from this room: the types of events.ts, version 1, with the schemas of their payloads. */
export const legalEventTypes = recordedEventTypes<LegalEvent['type']>(
  legalRoom,
  {
    CaseOpened: { en: 'A case of theft, contract violation, obstruction or damage was opened; without effect before it is confirmed.', zh: '立案：窃电、违约用电、阻碍施工或损坏设施；确认前不生效。' },
    CaseConfirmed: { en: 'A case was confirmed.', zh: '案件获确认。' },
    CaseWithdrawn: { en: 'A case was withdrawn: from that day it does not count.', zh: '案件撤销：自该日起不计。' },
    ReportReceived: { en: 'A tip on an absconded debtor or a report of a crime came in; who informed is encrypted under a key of its own.', zh: '收到欠费逃匿线索或举报；举报人身份以专用密钥加密。' },
    ReportVerified: { en: 'A report was verified.', zh: '举报已核实。' },
    LegalRecordEnteredInError: { en: 'A record of the legal room was entered in error: void from the start, for every knowledge date from this event on.', zh: '法律记录录入有误：自本事件起的任何认知日期下均自始无效。' },
  },
  [{ ...type('ReportReceived', { ...mainFields(report), informant: sealedField.optional() }), personal: ['informant'] }],
);
