/** The street door of the legal room (violations and reports): stream `legal-<customer_no>`. */
export type ViolationKind = 'theft' | 'contract_violation' | 'obstruction' | 'facility_damage';
export type ReportKind = 'absconder_tip' | 'crime_report';

/** The act, whether or not it is confirmed yet; it has no effect before `CaseConfirmed`. */
export interface CaseOpened {
  type: 'CaseOpened';
  payload: { case_no: string; customer_no: string; kind: ViolationKind; occurred_on: string };
}
export interface CaseConfirmed {
  type: 'CaseConfirmed';
  payload: { case_no: string; customer_no: string; confirmed_on: string };
}
/** From `withdrawn_on` on the case does not count, also when its confirmation is dated later (domain.md §3.3, 10). */
export interface CaseWithdrawn {
  type: 'CaseWithdrawn';
  payload: { case_no: string; customer_no: string; withdrawn_on: string };
}
export interface ReportReceived {
  type: 'ReportReceived';
  payload: {
    report_no: string;
    customer_no: string;
    kind: ReportKind;
    reported_on: string;
    /** Who informed, encrypted under a key of that report alone; shown only to those entitled. */
    informant?: string;
  };
}
export interface ReportVerified {
  type: 'ReportVerified';
  payload: { report_no: string; customer_no: string; verified_on: string };
}
export interface LegalRecordEnteredInError {
  type: 'LegalRecordEnteredInError';
  payload: { customer_no: string; voided_event: string; voided_type: string; document: string; reason: string };
}

export type LegalEvent =
  | CaseOpened
  | CaseConfirmed
  | CaseWithdrawn
  | ReportReceived
  | ReportVerified
  | LegalRecordEnteredInError;

export const legalStream = (customerNo: string): string => `legal-${customerNo}`;
