import type { Command } from 'commander';
import type { OpenApp } from '../open-app.js';
import { auditReport } from '../audit-text.js';
import { importProgress } from '../import-progress.js';
import { languageGiven, languageOption } from '../language-option.js';
import { refuse } from '#platform/deciding/refusal.js';
import { witnessedCheckpoints } from '#platform/integrity/auditing/witnessed-checkpoints.js';
import { parseVerifierKey } from '#platform/integrity/proof/verifier-key.js';
import type { Integrity } from '#platform/integrity/integrity.js';
import { INTEGRITY } from '#platform/tokens.js';

/** Findings: 1. Could not check: 2, as everywhere where a call cannot be carried out. */
const COULD_NOT_CHECK = 2;

interface AuditOptions {
  checkpoints?: string;
  key?: string;
  readModels: boolean;
  json?: boolean;
  lang: string;
}

export function register(program: Command, open: OpenApp): void {
  languageOption(
    program
      .command('audit')
      .description('reads the whole log again and holds it against what was sealed and signed, and the read models against the log; changes nothing (exit 0 clean, 1 findings, 2 could not check)')
      .option('--checkpoints <path>', 'checkpoints that a witness holds: a file, or a folder of files')
      .option('--key <key>', 'the public key to believe (one line, C2SP verifier key); default: the one of this installation')
      .option('--no-read-models', 'leave the read models out')
      .option('--json', 'as JSON'),
  ).action(async ({ checkpoints, key, readModels, json, lang }: AuditOptions) => {
    const language = languageGiven(lang);
    const trusted = key === undefined ? null : parseVerifierKey(key.trim());
    if (key !== undefined && !trusted) throw refuse('no-key', '--key is no verifier key; expected is a line NAME+HASH+BASE64 as `npx gridledger evidence key` prints it.', 400, { field: 'key' });
    const witnessed = checkpoints === undefined ? null : witnessedCheckpoints(checkpoints);
    try {
      const integrity = (await open()).get<Integrity>(INTEGRITY);
      const progress = importProgress(process.stderr);
      const audit = await integrity.audit({ trusted, witnessed, readModels, onProgress: (phase, done, total) => progress.step(phase, done, total) }).finally(() => progress.end());
      process.stdout.write(auditReport(audit, language, json ?? false));
      process.exitCode = audit.outcome === 'clean' ? 0 : audit.outcome === 'findings' ? 1 : COULD_NOT_CHECK;
    } catch (error) {
      process.stderr.write(`The audit could not be carried out. ${(error as Error).message}\n`);
      process.exitCode = COULD_NOT_CHECK;
    }
  });
}
