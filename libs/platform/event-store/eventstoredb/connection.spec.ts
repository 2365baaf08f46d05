import { describe, expect, it } from '@jest/globals';
import { Connection } from './connection.js';

describe('an address of EventStoreDB', () => {
  it.each([
    ['a port that is none', 'esdb://admin:hush-hush@host:port?tls=true'],
    ['certificates that are not there', 'esdb://admin:hush-hush@host:2113?tls=true&tlsCAFile=/nowhere/ca.crt'],
    ['a certificate without its key', 'esdb://admin:hush-hush@host:2113?userCertFile=/nowhere/user.crt'],
  ])('is refused for %s without a word of its password', (_, url) => {
    let refused: Error | undefined;
    try {
      Connection.to(url);
    } catch (error) {
      refused = error as Error;
    }
    expect(refused?.message).toContain('EVENTSTORE_URL');
    expect(`${refused?.message} ${refused?.stack} ${JSON.stringify(refused)}`).not.toContain('hush');
  });
});
