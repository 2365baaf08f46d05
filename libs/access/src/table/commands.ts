import type { PermissionName } from './permissions.js';

/** Every command that records something, over HTTP and by `record`. One that is missing here is refused to everybody. */
export const COMMANDS: Readonly<Record<string, PermissionName>> = {
  RegisterCustomer: 'record-facts',
  ChangeCustomerDetails: 'record-facts',
  CloseCustomer: 'record-facts',
  ReclassifyCustomer: 'decide-facts',

  RecordBill: 'record-facts',
  RecordPayment: 'record-facts',
  RecordPaymentReturn: 'record-facts',
  ExemptBill: 'decide-facts',
  RecordMandateFinding: 'record-facts',

  RecordSafetyIncident: 'record-facts',
  RecordConcealment: 'decide-facts',
  RecordSafetyFinding: 'record-facts',
  RecordSafetyRectification: 'record-facts',
  ApproveSafetyAward: 'approve',

  OpenCase: 'record-facts',
  ConfirmCase: 'decide-facts',
  WithdrawCase: 'decide-facts',
  RecordReport: 'record-facts',
  VerifyReport: 'decide-facts',

  RecordCooperationFinding: 'record-facts',
  ServeRectificationNotice: 'record-facts',
  RecordNoticeMet: 'record-facts',

  ApproveFieldAssessment: 'approve',
  ReplaceFieldAssessment: 'approve',

  RecordEnteredInError: 'decide-facts',

  ProposeRating: 'propose-rating',
  CorrectRating: 'approve',
  ApproveRating: 'approve',
  RejectRating: 'approve',
  WithdrawProposal: 'propose-rating',
  IssueRating: 'propose-rating',
  NotifyRating: 'propose-rating',
  ObjectToRating: 'object',
  UpholdRating: 'approve',
  MarkRatingCorrected: 'propose-rating',

  NotifyEntry: 'propose-rating',
  ObjectToEntry: 'object',
  AnswerEntryObjection: 'approve',
  AddEntryStatement: 'object',
  WithdrawEntryStatement: 'object',

  PublishQuestionnaire: 'run-surveys',
  DrawWave: 'run-surveys',
  TakeMeasure: 'run-surveys',

  PublishEdition: 'publish-rulebook',
  CloseDay: 'close-days',
  // Given by the house itself when a term has passed; by hand by whoever may close days.
  RecordOverdueAnswer: 'close-days',

  InviteToSurvey: 'ask-customers',
  RecordMysteryVisit: 'run-surveys',
  RecordSymposium: 'run-surveys',
  // Given by the house itself; by hand by whoever runs surveys.
  InviteAfterPayment: 'run-surveys',
  InviteInWave: 'run-surveys',
  CloseFullStratum: 'run-surveys',
  RemindOfSurvey: 'run-surveys',
  CloseSurveyInvitations: 'run-surveys',
};

/**
 * Commands that concern no single customer: whoever holds only some regions may not give them. Every other command is
 * about the customer that its input leads to.
 */
export const COMMANDS_ABOUT_EVERYBODY: ReadonlySet<string> = new Set(['PublishEdition', 'CloseDay', 'PublishQuestionnaire', 'DrawWave', 'TakeMeasure']);
