/** The street door of the field-assessment room: stream `field-assessment-<customer_no>`. */
export type AssessmentArea = 'operations' | 'development';

export interface FieldAssessmentApproved {
  type: 'FieldAssessmentApproved';
  payload: {
    assessment_no: string;
    customer_no: string;
    area: AssessmentArea;
    /** 0 to 5 in halves, as a decimal string: "3.5". */
    score: string;
    assessed_on: string;
    assessed_by: string;
    approved_on: string;
    /** Never the assessor. */
    approved_by: string;
  };
}
/** The replaced assessment is void from the start for every knowledge date at or after this event. */
export interface FieldAssessmentReplaced {
  type: 'FieldAssessmentReplaced';
  payload: FieldAssessmentApproved['payload'] & { replaces: string; replaced_event: string; reason: string };
}
export interface FieldAssessmentRecordEnteredInError {
  type: 'FieldAssessmentRecordEnteredInError';
  payload: { customer_no: string; voided_event: string; voided_type: string; document: string; reason: string };
}

export type FieldAssessmentEvent = FieldAssessmentApproved | FieldAssessmentReplaced | FieldAssessmentRecordEnteredInError;

export const fieldAssessmentStream = (customerNo: string): string => `field-assessment-${customerNo}`;
