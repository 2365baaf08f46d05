/**
 * What a supplier may do about a grade (domain.md §3.5). A security deposit, a refusal of supply (Electricity Law
 * art. 26) and a changed tariff (art. 43) are no measures and cannot be recorded as one.
 */
export const RISK_MEASURES = ['prepayment', 'shorter_billing_cycle', 'agreed_guarantee', 'closer_inspection', 'faster_reminders'] as const;
export type RiskMeasure = (typeof RISK_MEASURES)[number];

export const isRiskMeasure = (text: string): text is RiskMeasure => (RISK_MEASURES as readonly string[]).includes(text);
