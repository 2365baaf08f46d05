import pg from 'pg';
import type { Projection } from './projection.js';

/** Where the read models lie that answer questions, and where those lie that are being built beside them. */
export const LIVE_SCHEMA = 'read_model';
export const BUILDING_SCHEMA = 'read_model_building';

export type Stage = 'live' | 'building';

/** The search path under which a read model's tables are found by their plain names. */
export const searchPath = (stage: Stage): string => `${stage === 'live' ? LIVE_SCHEMA : BUILDING_SCHEMA}, public`;

/** The tables that a read model creates, in the order in which it does. */
export function tablesOf({ createTables }: Projection): string[] {
  return [...createTables.matchAll(/\bCREATE TABLE (?:IF NOT EXISTS )?([a-z_][a-z0-9_]*)/gi)].map(([, name]) => name.toLowerCase());
}

/** A pool to the same database that sees the tables being built; to be ended by whoever opened it. */
export function buildingPool(pool: pg.Pool, connections: number): pg.Pool {
  const building = new pg.Pool({ ...pool.options, max: connections, options: `-c search_path=${searchPath('building').replace(' ', '')}` });
  building.on('error', () => {});
  building.on('connect', (client) => client.on('error', () => {}));
  return building;
}
