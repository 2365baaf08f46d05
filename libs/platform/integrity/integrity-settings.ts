import { refuse } from '#platform/deciding/refusal.js';
import type { SigningKeySettings } from './checkpoints/signing-key-file.js';
import { isKeyName } from './proof/verifier-key.js';
import { publishingTarget } from './publishing/publishing-target.js';

/** How the log is sealed, signed and published. */
export interface IntegritySettings extends SigningKeySettings {
  /** A checkpoint is signed after so many events, or so many seconds after the last, if there is anything new. */
  readonly checkpointEvents: number;
  readonly checkpointSeconds: number;
  /** Where checkpoints are published: file:…, git:…, https://…. */
  readonly publish: readonly string[];
}

/** Reads the environment. Refuses, with status 400, what is set to something impossible. */
export function readIntegritySettings(get: (name: string) => string | undefined, keyFile: string): IntegritySettings {
  const logName = get('GRIDLEDGER_LOG_NAME') ?? null;
  if (logName !== null && !isKeyName(logName)) throw refuse('impossible-setting', `GRIDLEDGER_LOG_NAME is '${logName}'; expected is a name without spaces and plus signs, such as ledger.supplier.example/credit.`, 400);
  const publish = (get('GRIDLEDGER_CHECKPOINT_PUBLISH') ?? '').split(/\s+/).filter((one) => one !== '');
  publish.forEach(publishingTarget);
  return {
    signingKey: get('GRIDLEDGER_SIGNING_KEY') ?? null,
    signingKeyFile: get('GRIDLEDGER_SIGNING_KEY_FILE') ?? keyFile,
    logName,
    checkpointEvents: whole('GRIDLEDGER_CHECKPOINT_EVENTS', get('GRIDLEDGER_CHECKPOINT_EVENTS') ?? '10000'),
    checkpointSeconds: whole('GRIDLEDGER_CHECKPOINT_SECONDS', get('GRIDLEDGER_CHECKPOINT_SECONDS') ?? '60'),
    publish,
  };
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw refuse('impossible-setting', `${name} is '${text}'; expected is a whole number from 1.`, 400, { value: text });
  return Number(text);
}
