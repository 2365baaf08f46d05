import type { Projection, Queryable } from './projection.js';
import { standings } from './standing.js';

/** A read model as operators see it. */
export interface ReadModelOverview {
  readonly name: string;
  /** The version of this release. */
  readonly version: number;
  /** The version whose tables answer; null where there are none yet. */
  readonly liveVersion: number | null;
  readonly state: 'live' | 'paused' | 'not built' | 'version to be raised';
  readonly position: number;
  /** Positions behind the log. */
  readonly lag: number;
  readonly partitions: readonly number[];
  readonly pausedBy: string | null;
  readonly pausedAt: string | null;
  readonly parked: number;
  /** Versions kept for a release that still runs on them. */
  readonly kept: readonly number[];
  readonly rebuild: { readonly version: number; readonly state: 'building' | 'refused'; readonly position: number } | null;
  readonly digest: { readonly version: number; readonly position: number; readonly rows: number; readonly digest: string } | null;
}

/** All read models of this release, at one moment. `head`: the last position of the log. */
export async function overview(db: Queryable, projections: readonly Projection[], head: number): Promise<ReadModelOverview[]> {
  const standing = await standings(db);
  const rebuilds = await db.query<{ name: string; version: number; state: 'building' | 'refused'; position: string | null }>(
    `SELECT r.name, r.version, r.state, (SELECT min(position) FROM projection_checkpoint c WHERE c.name = r.name AND c.version = r.version AND c.stage = 'building') AS position FROM projection_rebuild r`,
  );
  const digests = await db.query<{ name: string; version: number; position: string; rows: string; digest: string }>('SELECT name, version, position, rows, digest FROM projection_digest');
  return projections.map(({ name, version }) => {
    const versions = standing.filter((one) => one.name === name);
    const live = versions.find((one) => one.version === version) ?? versions.at(-1);
    const rebuild = rebuilds.rows.find((one) => one.name === name);
    const digest = digests.rows.find((one) => one.name === name && one.version === live?.version);
    return {
      name, version,
      liveVersion: live?.version ?? null,
      state: live?.pausedBy ? 'paused' : !live ? 'not built' : live.version !== version ? 'version to be raised' : 'live',
      position: live?.position ?? 0,
      lag: Math.max(0, head - (live?.position ?? 0)),
      partitions: live?.positions ?? [],
      pausedBy: live?.pausedBy ?? null,
      pausedAt: live?.pausedAt ?? null,
      parked: live?.parked ?? 0,
      kept: versions.map((one) => one.version).filter((one) => one !== live?.version),
      rebuild: rebuild ? { version: rebuild.version, state: rebuild.state, position: Number(rebuild.position ?? 0) } : null,
      digest: digest ? { version: digest.version, position: Number(digest.position), rows: Number(digest.rows), digest: digest.digest } : null,
    };
  });
}

/** Stops a read model, in every process, until it is resumed; returns false where it was paused already. */
export async function pause(db: Queryable, name: string, by: string, at: string): Promise<boolean> {
  return (await db.query('INSERT INTO projection_pause (name, paused_by, paused_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [name, by, at])).rowCount === 1;
}

/** Lets a read model go on; returns false where it was not paused. */
export async function resume(db: Queryable, name: string): Promise<boolean> {
  return (await db.query('DELETE FROM projection_pause WHERE name = $1', [name])).rowCount === 1;
}
