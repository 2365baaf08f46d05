/** The street door of the satisfaction room: its events, one union per stream. Days are YYYY-MM-DD. */
import type { JsonObject } from '#platform/kernel/canonical-json.js';

/** Stream `questionnaire-<id>`. An edition never changes; the hash is SHA-256 over the RFC 8785 bytes of `definition`. */
export interface QuestionnaireEditionPublished {
  type: 'QuestionnaireEditionPublished';
  payload: { questionnaire: string; edition: number; definition: JsonObject; content_sha256: string };
}

export const questionnaireStream = (id: string): string => `questionnaire-${id}`;

/** What a stratum or a frame is cut by; a field that is left out takes everybody. */
export interface StratumKey {
  region?: string;
  segment?: string;
  customer_class?: string;
}

/** Whose moment of truth (关键时刻) puts a customer into the frame, within `days` before the wave opens. */
export interface MomentOfTruth {
  event: string;
  days: number;
}

/** Stream `wave-<id>`, its first event; the portions of the sample follow in the same append. */
export interface WaveDrawn {
  type: 'WaveDrawn';
  payload: {
    wave: string;
    questionnaire: string;
    edition: number;
    opens_on: string;
    closes_on: string;
    frame: StratumKey & { moment?: MomentOfTruth };
    /** The frame as it was at this position of the log, as decimal digits. */
    frame_position: string;
    in_frame: number;
    strata: { key: string; by: StratumKey; in_frame: number; askable: number; quota: number; drawn: number }[];
    /** Any text; the same seed draws the same sample from the same frame. */
    seed: string;
    /** Nobody is drawn who was asked less than so many days before the wave opens. */
    ask_limit_days: number;
    /** SHA-256 over the drawn customers' numbers in the order drawn, each followed by a line feed. */
    sample_sha256: string;
  };
}
/** A portion of the drawn sample; the envelope names its customers. */
export interface WaveSampleDrawn {
  type: 'WaveSampleDrawn';
  payload: { wave: string; portion: number; opens_on: string; sample: { customer_no: string; stratum: string }[] };
}
export type WaveEvent = WaveDrawn | WaveSampleDrawn;

export const waveStream = (id: string): string => `wave-${id}`;

/**
 * What one respondent answered, without a person: an unlinked event whose envelope names nobody. Stream
 * `answers-<key>`: of imported rows a hash of where they come from, of submissions a keyed function of the token that
 * only the respondent holds.
 */
export interface AnswersReceived {
  type: 'AnswersReceived';
  payload: {
    questionnaire: string;
    edition: number;
    wave?: string;
    responded_on: string;
    channel?: string;
    region?: string;
    segment?: string;
    customer_class?: string;
    /** Answers that came together (an import, a released batch) count together: none before all `batch_size` are there. */
    batch?: string;
    batch_size?: number;
    /** Respondent weight from a file, 0 or more; 1 where it is left out. */
    weight?: number;
    answers: Record<string, number | string>;
  };
}

/** Stream `answers-import-<batch>`: who brought a file of answers, when; the answers say nothing of it but their batch. */
export interface AnswersImported {
  type: 'AnswersImported';
  payload: { questionnaire: string; edition: number; wave?: string; batch: string; file_sha256: string; rows: number; empty_rows: number };
}

export const answersStream = (key: string): string => `answers-${key}`;

// Who is asked, reminded and thanked: stream `survey-<customer_no>`.
export type {
  InvitationEvent, SurveyCouponGranted, SurveyInvitationClosed, SurveyInvitationIssued, SurveyReminderSent, SurveyTokenRedeemed,
} from './inviting/invitation-events.js';
export { invitationStream } from './inviting/invitation-events.js';
// Evidence beside the answers.
export type { FieldEvidenceEvent, MysteryVisitRecorded, SymposiumRecorded } from './field-evidence/field-evidence-events.js';
/** Stream `measure-<id>`: what is done about a figure, by whom, when, and what it is to reach. */
export interface ImprovementMeasureTaken {
  type: 'ImprovementMeasureTaken';
  payload: { measure: string; goal: string; owner: string; questionnaire: string; figure: string; aimed_at?: number; begins_on: string; ends_on: string };
}

export const measureStream = (id: string): string => `measure-${id}`;

