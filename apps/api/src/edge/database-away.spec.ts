import { expect, it } from '@jest/globals';
import { databaseAway } from './database-away.js';

const failed = (message: string, code?: string): Error => Object.assign(new Error(message), code === undefined ? {} : { code });

it('a request that met no database, or none with a free connection, is told to come again; any other failure is none of these', () => {
  const away = [failed('timeout exceeded when trying to connect'), failed('Connection terminated unexpectedly'), failed('connect', 'ECONNREFUSED'), failed('x', '57P01'), failed('x', '53300'), failed('x', '08006')];
  for (const error of away) expect(databaseAway(error)).toMatchObject({ status: 503, code: 'database-unreachable', headers: { 'Retry-After': '5' } });
  for (const error of [failed('x', '53100'), failed('x', '23505'), failed('x'), new TypeError('Connection'), 'text', null]) expect(databaseAway(error)).toBeNull();
});
