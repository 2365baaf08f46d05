import { startService } from '#apps/api/src/service/start-service.js';
import { readConfig } from '#platform/config/config.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { EVENT_STORE } from '#platform/tokens.js';
import { InvitationDesk } from '#satisfaction/inviting/invitation-desk.js';
import { InvitationList } from '#satisfaction/inviting/invitation-list.js';
import { SurveyOutbox } from '#satisfaction/outbox/survey-outbox.js';

// The service as it runs, with all that runs beside it, in a process of its own; the customers it is to hear from are
// asked before. Cells: 4 regions, 3 segments, 2 classes.

const { url, invitations } = JSON.parse(process.env.GRIDLEDGER_BENCH_SURVEY!) as { url: string; invitations: number };
const config = { ...readConfig({ GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'), GRIDLEDGER_HOME: process.env.GRIDLEDGER_HOME }), databaseUrl: url, migrationUrl: null };
const { app, url: address } = await startService({ config, port: 0, log: false });
const registry = app.get(CommandRegistry);
const desk = app.get(InvitationDesk);
const context = { actor: 'bench', origin: 'live', correlationId: 'bench', causationId: null } as const;
let next = 0;
await Promise.all(
  Array.from({ length: 32 }, async () => {
    for (let n = next++; n < invitations; n = next++) {
      const customer_no = `C${String(n).padStart(6, '0')}`;
      await registry.dispatch('RegisterCustomer', { customer_no, name: '客户', customer_class: n % 2 ? 'power' : 'lighting', opened_on: '2023-01-01', region: `R${n % 4}`, segment: `S${n % 3}` }, { actor: 'bench' });
      await desk.invite({ customerNo: customer_no, questionnaire: 'supply-service', edition: 1, moment: 'request', channel: 'web' }, context, 'refuse');
    }
  }),
);
await app.get<EventStore>(EVENT_STORE).settle();
await app.get(InvitationList).list({ pageSize: 1 });
const links: string[] = [];
const outbox = app.get(SurveyOutbox);
for (let taken = await outbox.take(1000, ['web']); taken.length > 0; taken = await outbox.take(1000, ['web'])) {
  links.push(...taken.map(({ token }) => `${address}/survey/${token}`));
  await outbox.sent(taken.map(({ message }) => message));
}
process.once('disconnect', () => process.exit(0));
process.send!({ links });
