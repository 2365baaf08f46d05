import type { CustomerEvent } from '#customers/events.js';
import type { ErasureEvent } from '#erasure/events.js';
import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Projection, Queryable } from '#platform/projecting/projection.js';
import type { WaveEvent } from '../events.js';

const CUSTOMER_EVENTS: readonly CustomerEvent['type'][] = ['CustomerOpened', 'CustomerDetailsChanged', 'CustomerClosed', 'CustomerReclassified', 'CustomerRecordEnteredInError'];
const ERASURE_EVENTS: readonly ErasureEvent['type'][] = ['ErasureOrdered', 'PersonalDataErased', 'PersonalDataRestricted', 'RestrictionLifted'];

/** What a customer's row holds: the events that the frame is judged by, without personal data. */
export interface FramedFacts {
  readonly events: { id: string; event: CustomerEvent }[];
  readonly erasures: ErasureEvent[];
}

/** Whom a sample can be drawn from, the waves, and who was drawn for them. */
export const wavesProjection: Projection = {
  name: 'waves',
  version: 1,
  eventTypes: [...CUSTOMER_EVENTS, ...ERASURE_EVENTS, 'WaveDrawn', 'WaveSampleDrawn'],
  createTables: `
    CREATE TABLE survey_frame_v1 (customer_no text COLLATE "C" PRIMARY KEY, facts text NOT NULL);
    CREATE TABLE wave_v1 (wave text COLLATE "C" PRIMARY KEY, questionnaire text COLLATE "C" NOT NULL, opens_on date NOT NULL, closes_on date NOT NULL, position bigint NOT NULL, drawn text NOT NULL);
    CREATE TABLE wave_sample_v1 (wave text COLLATE "C", customer_no text COLLATE "C", stratum text NOT NULL, opens_on date NOT NULL, PRIMARY KEY (wave, customer_no));
    CREATE INDEX wave_sample_v1_customer ON wave_sample_v1 (customer_no, opens_on);`,
  dropTables: 'DROP TABLE IF EXISTS survey_frame_v1, wave_v1, wave_sample_v1;',

  async apply(events: readonly NumberedEvent[], db: Queryable): Promise<void> {
    const about = new Map<string, NumberedEvent[]>();
    for (const event of events) {
      const { type } = event.envelope;
      if (type === 'WaveDrawn' || type === 'WaveSampleDrawn') await applyWave(db, event);
      else {
        const customerNo = (event.payload as { customer_no: string }).customer_no;
        about.set(customerNo, [...(about.get(customerNo) ?? []), event]);
      }
    }
    if (about.size > 0) await applyCustomers(db, about);
  },
};

async function applyWave(db: Queryable, { envelope, payload, position }: NumberedEvent): Promise<void> {
  const event = { type: envelope.type, payload } as unknown as WaveEvent;
  if (event.type === 'WaveDrawn') {
    const { wave, questionnaire, opens_on, closes_on } = event.payload;
    await db.query('INSERT INTO wave_v1 (wave, questionnaire, opens_on, closes_on, position, drawn) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING', [wave, questionnaire, opens_on, closes_on, position, JSON.stringify(event.payload)]);
  } else {
    const { wave, opens_on, sample } = event.payload;
    await db.query('INSERT INTO wave_sample_v1 (wave, customer_no, stratum, opens_on) SELECT $1, customer_no, stratum, $2::date FROM unnest($3::text[], $4::text[]) AS s (customer_no, stratum) ON CONFLICT DO NOTHING', [wave, opens_on, sample.map((one) => one.customer_no), sample.map(({ stratum }) => stratum)]);
  }
}

async function applyCustomers(db: Queryable, about: ReadonlyMap<string, readonly NumberedEvent[]>): Promise<void> {
  const numbers = [...about.keys()];
  const { rows } = await db.query<{ customer_no: string; facts: string }>('SELECT customer_no, facts FROM survey_frame_v1 WHERE customer_no = ANY($1::text[])', [numbers]);
  const known = new Map(rows.map(({ customer_no, facts }) => [customer_no, JSON.parse(facts) as FramedFacts]));
  const facts = numbers.map((customerNo) => {
    const one: FramedFacts = known.get(customerNo) ?? { events: [], erasures: [] };
    for (const { envelope, payload } of about.get(customerNo)!) {
      if ((ERASURE_EVENTS as readonly string[]).includes(envelope.type)) one.erasures.push({ type: envelope.type, payload: { customer_no: customerNo } } as unknown as ErasureEvent);
      else one.events.push({ id: envelope.id, event: { type: envelope.type, payload: without(payload as Record<string, unknown>) } as unknown as CustomerEvent });
    }
    return JSON.stringify(one);
  });
  await db.query('INSERT INTO survey_frame_v1 (customer_no, facts) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT (customer_no) DO UPDATE SET facts = excluded.facts', [numbers, facts]);
}

/** Ciphertext is of no use here. */
const without = ({ personal: _personal, personal_hash: _hash, ...rest }: Record<string, unknown>): Record<string, unknown> => rest;
