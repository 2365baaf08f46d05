import { join } from 'node:path';
import { simulateFolder } from '#simulator/simulate-folder.js';
import { bounded, type Figure } from '../figure.js';
import { perSecond } from '../measured.js';

const CUSTOMERS = 1000;
const GOAL = 1_000_000;

/** The audit of a log of a million events beside the rebuild of the credit ledger out of the same log. Read models are left out. Takes minutes. */
export const auditFigure: Figure = {
  name: 'audit',
  long: true,
  async measure({ home, fresh, step, say }) {
    const folder = join(home, 'audit');
    const keyFile = join(home, 'audit-signing.key');
    await simulateFolder({ folder, customers: CUSTOMERS, months: 48, seed: 'bench', from: '2020-01' });
    await fresh('audit-long');
    const { count } = await step('import', 'audit-long', folder);
    await step('replicate-log', 'audit-long', { events: count, from: 1, to: Math.ceil(GOAL / count) - 1 });
    const seal = await step('seal-log', 'audit-long', { keyFile });
    say(`  ${seal.count} events sealed and signed in ${(seal.ms / 1000).toFixed(0)} s`);
    const audit = await step('audit-log', 'audit-long', { keyFile });
    say(`  audited in ${(audit.ms / 1000).toFixed(1)} s`);
    const rebuild = await step('rebuild', 'audit-long');
    const share = perSecond([audit]) / perSecond([rebuild]);
    const covers = `${audit.count} events, ${Math.round(perSecond([audit]))} ÷ ${Math.round(perSecond([rebuild]))} a second, ${audit.maxRssMiB.toFixed(0)} MiB`;
    return { results: [bounded('audit ÷ rebuild, events a second', covers, share, { atLeast: 0.5 }, share.toFixed(2))], raw: { seal, audit, rebuild } };
  },
};
