import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Projection, Queryable } from '#platform/projecting/projection.js';
import { INVITATION_EVENT_TYPES, type InvitationEvent, type SurveyInvitationIssued } from './invitation-events.js';

/** Who was asked, and how that stands; and to which invitation the hash of a token belongs. Nothing of what was answered. */
export const invitationProjection: Projection = {
  name: 'survey_invitation',
  version: 1,
  eventTypes: INVITATION_EVENT_TYPES,
  createTables: `
    CREATE TABLE survey_invitation_v1 (
      invitation text COLLATE "C" PRIMARY KEY, customer_no text COLLATE "C" NOT NULL, questionnaire text NOT NULL, edition integer NOT NULL, wave text, stratum text, moment text NOT NULL,
      channel text NOT NULL, region text, segment text, customer_class text NOT NULL, issued_on date NOT NULL, expires_on date NOT NULL, reminders integer NOT NULL, redeemed_on date, coupon text, closed text);
    CREATE INDEX survey_invitation_v1_customer ON survey_invitation_v1 (customer_no, issued_on);
    CREATE INDEX survey_invitation_v1_wave ON survey_invitation_v1 (wave, stratum) WHERE wave IS NOT NULL;
    CREATE TABLE survey_token_v1 (token_hash text COLLATE "C" PRIMARY KEY, invitation text COLLATE "C" NOT NULL, customer_no text COLLATE "C" NOT NULL);`,
  dropTables: 'DROP TABLE IF EXISTS survey_invitation_v1; DROP TABLE IF EXISTS survey_token_v1;',

  async apply(events: readonly NumberedEvent[], db: Queryable): Promise<void> {
    // Invitations first: what becomes of one comes after it in the log.
    const folded = events.map(({ envelope, payload }) => ({ type: envelope.type, payload }) as unknown as InvitationEvent);
    await addInvitations(db, folded.filter((event): event is SurveyInvitationIssued => event.type === 'SurveyInvitationIssued'));
    await addTokens(db, folded);
    await update(db, 'reminders', 'integer', folded.flatMap((event) => (event.type === 'SurveyReminderSent' ? [[event.payload.invitation, event.payload.number] as const] : [])));
    await update(db, 'redeemed_on', 'date', folded.flatMap((event) => (event.type === 'SurveyTokenRedeemed' ? [[event.payload.invitation, event.payload.redeemed_on] as const] : [])));
    await update(db, 'coupon', 'text', folded.flatMap((event) => (event.type === 'SurveyCouponGranted' ? [[event.payload.invitation, event.payload.coupon] as const] : [])));
    await update(db, 'closed', 'text', folded.flatMap((event) => (event.type === 'SurveyInvitationClosed' ? [[event.payload.invitation, event.payload.reason] as const] : [])));
  },
};

async function addInvitations(db: Queryable, events: readonly SurveyInvitationIssued[]): Promise<void> {
  if (events.length === 0) return;
  const column = (name: keyof SurveyInvitationIssued['payload']): unknown[] => events.map(({ payload }) => payload[name] ?? null);
  await db.query(
    `INSERT INTO survey_invitation_v1 (invitation, customer_no, questionnaire, edition, wave, stratum, moment, channel, region, segment, customer_class, issued_on, expires_on, reminders)
     SELECT *, 0 FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::date[], $13::date[]) ON CONFLICT DO NOTHING`,
    (['invitation', 'customer_no', 'questionnaire', 'edition', 'wave', 'stratum', 'moment', 'channel', 'region', 'segment', 'customer_class', 'issued_on', 'expires_on'] as const).map(column),
  );
}

async function addTokens(db: Queryable, events: readonly InvitationEvent[]): Promise<void> {
  const tokens = events.flatMap((event) => (event.type === 'SurveyInvitationIssued' || event.type === 'SurveyReminderSent' ? [event.payload] : []));
  if (tokens.length === 0) return;
  await db.query('INSERT INTO survey_token_v1 (token_hash, invitation, customer_no) SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING', [
    tokens.map(({ token_hash }) => token_hash), tokens.map(({ invitation }) => invitation), tokens.map(({ customer_no }) => customer_no),
  ]);
}

/** The last value of each invitation. `column` and `type` are of this file. */
async function update(db: Queryable, column: string, type: string, values: readonly (readonly [string, string | number])[]): Promise<void> {
  const last = new Map(values);
  if (last.size === 0) return;
  await db.query(`UPDATE survey_invitation_v1 i SET ${column} = v.value FROM unnest($1::text[], $2::${type}[]) AS v (invitation, value) WHERE i.invitation = v.invitation`, [[...last.keys()], [...last.values()]]);
}
