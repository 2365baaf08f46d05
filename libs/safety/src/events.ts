/** The street door of the safety room: stream `safety-<customer_no>`. */
export type IncidentKind = 'electrical_accident' | 'cascade_trip_branch' | 'cascade_trip_substation';
export type SafetyFindingKind = 'unqualified_electrician' | 'deficient_procedures';

export interface SafetyIncidentOccurred {
  type: 'SafetyIncidentOccurred';
  payload: { incident_no: string; customer_no: string; kind: IncidentKind; occurred_on: string; wide_outage: boolean };
}
export interface IncidentConcealmentFound {
  type: 'IncidentConcealmentFound';
  payload: { incident_no: string; customer_no: string; concealed_found_on: string };
}
export interface SafetyDefectFound {
  type: 'SafetyDefectFound';
  payload: { finding_no: string; customer_no: string; kind: SafetyFindingKind; found_on: string; persons: number };
}
export interface SafetyDefectRectified {
  type: 'SafetyDefectRectified';
  payload: { finding_no: string; customer_no: string; rectified_on: string };
}
export interface SafetyAwardApproved {
  type: 'SafetyAwardApproved';
  payload: {
    award_no: string;
    customer_no: string;
    period_from: string;
    period_to: string;
    approved_on: string;
    approved_by: string;
  };
}
export interface SafetyRecordEnteredInError {
  type: 'SafetyRecordEnteredInError';
  payload: { customer_no: string; voided_event: string; voided_type: string; document: string; reason: string };
}

export type SafetyEvent =
  | SafetyIncidentOccurred
  | IncidentConcealmentFound
  | SafetyDefectFound
  | SafetyDefectRectified
  | SafetyAwardApproved
  | SafetyRecordEnteredInError;

export const safetyStream = (customerNo: string): string => `safety-${customerNo}`;
