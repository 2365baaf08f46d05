import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type pg from 'pg';
import { refusalOf } from '#access/deciding/may.js';
import { askAuthority } from '#apps/evidence/src/export/ask-authority.js';
import { bundleVerifier } from '#apps/evidence/src/bundle-verifier.js';
import { exportEvidence, type EvidenceSelection } from '#apps/evidence/src/export/export-evidence.js';
import { textOpener } from '#apps/evidence/src/export/open-statements.js';
import { sealedProofs } from '#apps/evidence/src/export/sealed-proofs.js';
import { CreditReader, dayAsked } from '#credit/asking/credit-reader.js';
import { RatingList } from '#credit/ratings/rating-list.js';
import { readConfig } from '#platform/config/config.js';
import { inTheNameOf } from '#platform/deciding/person-behind.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Integrity } from '#platform/integrity/integrity.js';
import type { Vault } from '#platform/personal-data/vault.js';
import { DATABASE, EVENT_STORE, INTEGRITY, VAULT } from '#platform/tokens.js';
import { acting, looked, requireCustomer } from '../acting.js';
import { evidenceGroup } from '../evidence-group.js';
import { stepProgress } from '../step-progress.js';
import type { OpenApp } from '../open-app.js';
import { purposeOption } from '../purpose-option.js';
import { writeFileWhole } from '../write-file-whole.js';

interface ExportOptions {
  customer?: string;
  from?: string;
  to?: string;
  decision?: string;
  asOf?: string;
  knownAsOf?: string;
  out: string;
  openings?: string;
  informants?: boolean;
  timestamp?: boolean;
  json?: boolean;
}

export function register(program: Command, open: OpenApp): void {
  purposeOption(evidenceGroup(program).command('export'))
    .description('evidence of a customer, a period or a decision, to be checked without us: a folder, or a .zip file')
    .option('--customer <no>', 'the whole history of a customer')
    .option('--from <day>', 'everything recorded from this day on, included')
    .option('--to <day>', 'through this day, included')
    .option('--decision <id>', 'a formal rating, by its id in ratings list')
    .option('--as-of <day>', 'the day whose score is asked about; default: today')
    .option('--known-as-of <time>', 'what was known then: RFC 3339 with offset, or a day; default: now')
    .option('--informants', 'shows who informed; only for those who may see it')
    .option('--openings <file>', 'writes what the package only commits to into a file for the entitled')
    .option('--timestamp', 'has the package time-stamped by the authority of GRIDLEDGER_TIMESTAMP_URL (RFC 3161)')
    .requiredOption('--out <path>', 'a folder that does not exist yet, or a file that ends in .zip')
    .option('--json', 'what the package says of itself, as JSON')
    .action(async (options: ExportOptions) => {
      const { person, purpose } = acting();
      const app = await open();
      const reader = app.get(CreditReader);
      if (person.regions !== null) throw refuse('not-allowed', 'Evidence is taken by people who may see all regions.', 403);
      const informants = options.informants === true || options.openings !== undefined;
      const refusal = informants ? refusalOf(person, 'read-informant') : null;
      if (refusal) throw refusal;
      const selection = await selectionOf(options, app.get(RatingList));
      if (selection.kind !== 'period') await requireCustomer(open, selection.customerNo);
      const authority = authorityOf(options);
      if (options.openings !== undefined && existsSync(options.openings)) throw refuse('destination-exists', `${options.openings} is there already.`, 400, { field: 'openings' });
      const withheld: string[] = [];
      const progress = stepProgress(process.stderr, 'events');
      const request = {
        selection,
        asOf: options.asOf === undefined ? reader.today() : dayAsked('as-of', options.asOf),
        knownAsOf: options.knownAsOf,
        purpose: purpose ?? '',
        by: inTheNameOf(person.subject, person.actingAs),
        entitled: options.informants === true,
        out: options.out,
        onWithheld: (line: string) => void withheld.push(line),
        // Written down before anything leaves; a period shows whoever it names.
        onTaken: (customers: Iterable<string>, position: number) => looked(open, customers, { ...options }, position),
        onProgress: (position: number, head: number) => progress.step('reading', position, head),
      };
      const description = await exportEvidence(request, {
        store: app.get<EventStore>(EVENT_STORE),
        reader,
        proofs: sealedProofs(app.get<Integrity>(INTEGRITY), app.get<pg.Pool>(DATABASE)),
        texts: textOpener(app.get<Vault>(VAULT)),
        verifier: bundleVerifier,
        timestamp: authority === null ? undefined : (bytes) => askAuthority(authority, bytes),
      });
      progress.end();
      if (options.openings !== undefined) await writeFileWhole(options.openings, async (file) => void file.write(withheld.join('')));
      if (options.json) return void process.stdout.write(`${JSON.stringify(description, null, 2)}\n`);
      process.stdout.write(`${options.out}: ${description.events} events shown, ${description.withheld} committed to, ${description.scores.length} scores, against a log of ${description.treeSize} events.\n`);
      process.stdout.write(`To check it anywhere:  node verify.mjs ${options.out} --key KEY  (the key: gridledger evidence key; the verifier: inside, or gridledger evidence verify)\n`);
    });
}

/** Exactly one of customer, period and decision. */
async function selectionOf({ customer, from, to, decision }: ExportOptions, ratings: RatingList): Promise<EvidenceSelection> {
  const kinds = [customer !== undefined, from !== undefined || to !== undefined, decision !== undefined].filter(Boolean).length;
  if (kinds !== 1) throw refuse('no-selection', 'Evidence is taken of one thing: --customer NO, or --from DAY --to DAY, or --decision ID.', 400);
  if (customer !== undefined) return { kind: 'customer', customerNo: customer };
  if (decision !== undefined) return { kind: 'decision', ratingId: decision, customerNo: (await ratings.show(decision)).customer_no };
  if (from === undefined || to === undefined) throw refuse('no-period', 'A period has both ends: --from DAY --to DAY.', 400);
  const period = { kind: 'period' as const, from: dayAsked('from', from), to: dayAsked('to', to) };
  if (period.from > period.to) throw refuse('empty-period', `The period would end on ${to}, before it begins on ${from}.`, 400);
  return period;
}

function authorityOf({ timestamp }: ExportOptions): string | null {
  if (!timestamp) return null;
  const { timestampUrl } = readConfig(process.env);
  if (timestampUrl === null) throw refuse('no-authority', 'No time-stamping authority is configured: set GRIDLEDGER_TIMESTAMP_URL, or export without --timestamp.', 400);
  return timestampUrl;
}
