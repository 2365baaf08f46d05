/** The street door of the cooperation room: stream `cooperation-<customer_no>`. */
export type CooperationFindingKind = 'bad_faith_contract' | 'refused_equipment_test' | 'refused_inspection' | 'dispatch_violation';

export interface CooperationFailureFound {
  type: 'CooperationFailureFound';
  payload: { finding_no: string; customer_no: string; kind: CooperationFindingKind; found_on: string };
}
export interface RectificationNoticeServed {
  type: 'RectificationNoticeServed';
  payload: { notice_no: string; customer_no: string; served_on: string; deadline_on: string };
}
export interface RectificationNoticeMet {
  type: 'RectificationNoticeMet';
  payload: { notice_no: string; customer_no: string; rectified_on: string };
}
export interface CooperationRecordEnteredInError {
  type: 'CooperationRecordEnteredInError';
  payload: { customer_no: string; voided_event: string; voided_type: string; document: string; reason: string };
}

export type CooperationEvent =
  | CooperationFailureFound
  | RectificationNoticeServed
  | RectificationNoticeMet
  | CooperationRecordEnteredInError;

export const cooperationStream = (customerNo: string): string => `cooperation-${customerNo}`;
