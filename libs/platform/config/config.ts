import { isAbsolute, join, resolve } from 'node:path';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { refuse } from '#platform/deciding/refusal.js';
import { readIntegritySettings, type IntegritySettings } from '#platform/integrity/integrity-settings.js';
import { readTokenSettings, type TokenSettings } from './token-settings.js';
import { isZone } from './zone.js';

/** Everything that is set from outside. Read once, at the edge. */
export interface Config {
  /** A PostgreSQL of the user's; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** The role that may create and alter tables; null: the same as databaseUrl. */
  readonly migrationUrl: string | null;
  /** An administrator of the server, for the setting up of roles only. */
  readonly adminUrl?: string | null;
  /** An EventStoreDB cluster that holds the log instead of PostgreSQL, which then holds the read models only. */
  readonly eventstoreUrl: string | null;
  /** Name of the database on the embedded server. */
  readonly embeddedDatabase: string;
  /** Folder of the embedded server's data and of the keys. */
  readonly home: string;
  /** The supplier's time zone: what a day is. */
  readonly zone: string;
  readonly port: number;
  /** 32 bytes that wrap the keys of personal data; null: read from masterKeyFile. */
  readonly masterKey: Buffer | null;
  /** Made with a random key at first use if it is missing. */
  readonly masterKeyFile: string;
  /** The master key before this one, while a rotation is made. */
  readonly masterKeyOld: Buffer | null;
  /** Folder of the secrets of personal data, one for each subject; erasing a person overwrites one. Shared by all machines on one database. */
  readonly keyRing: string;
  /** Nothing acts outward on facts older than this. */
  readonly outwardLimitDays: number;
  /** Where people reach the service: the address of the proxy that ends TLS; null: only on this machine. */
  readonly publicUrl: string | null;
  /** How the log is sealed, signed and published. */
  readonly integrity: IntegritySettings;
  /** A time-stamping authority (RFC 3161 over HTTP) for evidence packages. */
  readonly timestampUrl: string | null;
  /** Whose tokens say who somebody is. */
  readonly tokens: TokenSettings;
  /** The service is not ready while a read model is further behind the log than this: age of the oldest event not taken in. */
  readonly readyLagSeconds: number;
  /** The same in positions of the log; Infinity for no limit. */
  readonly readyLagPositions: number;
  /** How long a service asked to stop goes on taking requests while it says that it is not ready. */
  readonly stopGraceSeconds: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment. Refuses, with status 400, what is set to something impossible. An empty value counts as not set. */
export function readConfig(environment: Environment): Config {
  const get = (name: string): string | undefined => environment[name] || undefined;
  const home = path(get('GRIDLEDGER_HOME') ?? join(CHECKOUT, '.gridledger'));
  const zone = get('GRIDLEDGER_ZONE') ?? 'Asia/Shanghai';
  if (!isZone(zone)) throw impossible('GRIDLEDGER_ZONE', zone, 'a time zone such as Asia/Shanghai');
  return {
    databaseUrl: url('DATABASE_URL', get('DATABASE_URL')),
    migrationUrl: url('GRIDLEDGER_MIGRATION_URL', get('GRIDLEDGER_MIGRATION_URL')),
    adminUrl: url('GRIDLEDGER_ADMIN_URL', get('GRIDLEDGER_ADMIN_URL')),
    eventstoreUrl: eventstoreUrl(get('EVENTSTORE_URL')),
    embeddedDatabase: get('GRIDLEDGER_DATABASE') ?? 'gridledger',
    home,
    zone,
    port: whole('PORT', get('PORT') ?? '3000', 0, 65535),
    masterKey: masterKey('GRIDLEDGER_MASTER_KEY', get('GRIDLEDGER_MASTER_KEY')),
    masterKeyOld: masterKey('GRIDLEDGER_MASTER_KEY_OLD', get('GRIDLEDGER_MASTER_KEY_OLD')),
    keyRing: path(get('GRIDLEDGER_KEYRING') ?? join(home, 'keys', 'ring')),
    masterKeyFile: path(get('GRIDLEDGER_MASTER_KEY_FILE') ?? join(home, 'keys', 'master.key')),
    outwardLimitDays: whole('GRIDLEDGER_OUTWARD_LIMIT_DAYS', get('GRIDLEDGER_OUTWARD_LIMIT_DAYS') ?? '7', 0, 3650),
    publicUrl: publicUrl(get('GRIDLEDGER_PUBLIC_URL')),
    timestampUrl: authorityUrl(get('GRIDLEDGER_TIMESTAMP_URL')),
    integrity: readIntegritySettings(get, join(home, 'keys', 'signing.key')),
    tokens: readTokenSettings(get),
    readyLagSeconds: whole('GRIDLEDGER_READY_LAG_SECONDS', get('GRIDLEDGER_READY_LAG_SECONDS') ?? '30', 1, 86_400),
    readyLagPositions: get('GRIDLEDGER_READY_LAG_POSITIONS') === undefined ? Infinity : whole('GRIDLEDGER_READY_LAG_POSITIONS', get('GRIDLEDGER_READY_LAG_POSITIONS')!, 1, Number.MAX_SAFE_INTEGER),
    stopGraceSeconds: whole('GRIDLEDGER_STOP_GRACE_SECONDS', get('GRIDLEDGER_STOP_GRACE_SECONDS') ?? '0', 0, 300),
  };
}

/** A key of 32 bytes in hex or base64 (also URL-safe); null if the text is neither. */
export function parseKey(text: string): Buffer | null {
  const trimmed = text.trim();
  if (/^[0-9a-fA-F]{64}$/.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return null;
  const key = Buffer.from(trimmed, 'base64');
  return key.length === 32 ? key : null;
}

function masterKey(name: string, text: string | undefined): Buffer | null {
  if (text === undefined) return null;
  const key = parseKey(text);
  // The value itself is never repeated.
  if (!key) throw refuse('impossible-setting', `${name} is not a key: expected are 32 bytes in hex or base64.`, 400);
  return key;
}

function url(name: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  // The value may hold a password and is not repeated.
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) throw refuse('impossible-setting', `${name} is not a PostgreSQL address: expected is postgresql://USER:PASSWORD@HOST:PORT/DATABASE.`, 400);
  return text;
}

function eventstoreUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  // Several hosts, as a cluster has, are no URL to URL.canParse. The value may hold a password and is not repeated.
  if (!/^esdb(\+discover)?:\/\/[^\s/?]+\/?(\?\S*)?$/.test(text)) throw refuse('impossible-setting', 'EVENTSTORE_URL is not an EventStoreDB address: expected is esdb://HOST:PORT,HOST:PORT?tls=true or esdb+discover://NAME.', 400);
  return text;
}

function publicUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (!parsed || parsed.protocol !== 'https:' || parsed.username !== '' || parsed.pathname !== '/' || parsed.search !== '') throw impossible('GRIDLEDGER_PUBLIC_URL', text, 'an address such as https://credit.example.org');
  return parsed.origin;
}

function authorityUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  // The value may hold a password and is not repeated.
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw refuse('impossible-setting', 'GRIDLEDGER_TIMESTAMP_URL is not an address: expected is https://HOST/PATH of a time-stamping authority (RFC 3161).', 400);
  return text;
}

function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most) throw impossible(name, text, `a whole number from ${least} to ${most}`);
  return number;
}

function path(text: string): string {
  return isAbsolute(text) ? text : resolve(text);
}

function impossible(name: string, value: string, expected: string): Error {
  return refuse('impossible-setting', `${name} is '${value}'; expected is ${expected}.`, 400, { value, expected });
}
