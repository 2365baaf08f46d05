import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#platform/deciding/refusal.js';
import { readConfig } from './config.js';

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(readConfig({ PORT: '' })).toMatchObject({ databaseUrl: null, migrationUrl: null, eventstoreUrl: null, zone: 'Asia/Shanghai', port: 3000, masterKey: null, outwardLimitDays: 7, embeddedDatabase: 'gridledger' });
    expect(readConfig({}).home).toMatch(/[\\/]\.gridledger$/);
  });

  it('keeps the master key in the home folder unless told otherwise', () => {
    expect(readConfig({ GRIDLEDGER_HOME: '/srv/grid' })).toMatchObject({ home: '/srv/grid', masterKeyFile: '/srv/grid/keys/master.key' });
    const bytes = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 8));
    for (const form of [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')]) expect(readConfig({ GRIDLEDGER_MASTER_KEY: form }).masterKey).toEqual(bytes);
  });

  it.each(['esdb://127.0.0.1:2113?tls=false', 'esdb://u:p@a:2113,b:2113,c:2113?tlsCAFile=/ca.crt', 'esdb+discover://cluster.example'])('takes %s for a cluster', (url) => {
    expect(readConfig({ EVENTSTORE_URL: url }).eventstoreUrl).toBe(url);
  });

  it.each([
    ['GRIDLEDGER_ZONE', 'Mars/Olympus', "GRIDLEDGER_ZONE is 'Mars/Olympus'; expected is a time zone such as Asia/Shanghai."],
    ['PORT', '70000', "PORT is '70000'; expected is a whole number from 0 to 65535."],
    ['PORT', '0x10', "PORT is '0x10'; expected is a whole number from 0 to 65535."],
    ['GRIDLEDGER_OUTWARD_LIMIT_DAYS', '-1', "GRIDLEDGER_OUTWARD_LIMIT_DAYS is '-1'; expected is a whole number from 0 to 3650."],
    ['DATABASE_URL', 'mysql://u:secret@h/d', 'DATABASE_URL is not a PostgreSQL address: expected is postgresql://USER:PASSWORD@HOST:PORT/DATABASE.'],
    ['EVENTSTORE_URL', 'http://u:secret@h', 'EVENTSTORE_URL is not an EventStoreDB address: expected is esdb://HOST:PORT,HOST:PORT?tls=true or esdb+discover://NAME.'],
    ['GRIDLEDGER_MASTER_KEY', 'secret', 'GRIDLEDGER_MASTER_KEY is not a key: expected are 32 bytes in hex or base64.'],
  ])('refuses %s %s and says what is expected', (name, value, sentence) => {
    expect(() => readConfig({ [name]: value })).toThrow(new Refusal([{ code: 'impossible-setting', message: sentence }], 400));
  });
});
