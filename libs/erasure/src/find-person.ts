import type { EventStore } from '#platform/event-store/event-store.js';
import type { Vault } from '#platform/personal-data/vault.js';

/** The subjects whose keys a person's data lies under, and where it lies. */
export interface FoundPerson {
  readonly subjects: readonly string[];
  readonly sealed: readonly { readonly subject: string; readonly text: string; readonly context: string }[];
}

/** A customer's own subject, and that of each report that says who informed. Null where there never was such a customer. */
export async function findPerson(store: EventStore, customerNo: string): Promise<FoundPerson | null> {
  const [own, legal] = await Promise.all([store.readStream(`customer-${customerNo}`), store.readStream(`legal-${customerNo}`)]);
  if (own.length === 0) return null;
  const subject = `customer:${customerNo}`;
  const details = own.flatMap(({ payload }) => (typeof payload.personal === 'string' && payload.personal !== '' ? [{ subject, text: payload.personal, context: 'personal' }] : []));
  const informants = legal.flatMap(({ envelope, payload }) =>
    envelope.type === 'ReportReceived' && typeof payload.informant === 'string' ? [{ subject: `report:${payload.report_no as string}`, text: payload.informant, context: 'informant' }] : [],
  );
  return { subjects: [...new Set([subject, ...informants.map((one) => one.subject)])], sealed: [...details, ...informants] };
}

/** Whether a text repeats a personal value of at least two characters. */
export async function namedIn(vault: Vault, { subjects, sealed }: FoundPerson, text: string): Promise<boolean> {
  const keys = await vault.knownKeys(subjects, { entitled: true });
  return sealed.some(({ subject, text: cipher, context }) =>
    Object.values(keys.decrypt(subject, cipher, context) ?? {}).some((value) => typeof value === 'string' && [...value.trim()].length > 1 && text.includes(value.trim())),
  );
}
