import { describe, expect, it } from '@jest/globals';
import { runCrash } from './crash-run.js';
import { checkFollower, checkHistory, readJournal } from './history.js';
import type { Attempt } from './history.js';
import type { NumberedEvent } from '#platform/event-store/event-store.js';

const SEED = process.env.GRIDLEDGER_CRASH_SEED ?? '1';

it('loses, doubles and reorders nothing, whoever is killed or cut off (GRIDLEDGER_CRASH_SEED repeats a run)', async () => {
  const result = await runCrash({
    seed: SEED,
    faults: ['prepared transaction', 'kill writer', 'kill rebuilder', 'kill projector', 'cut connections', 'kill PostgreSQL', 'foreign transaction', 'kill follower', 'lose answers', 'terminate backends', 'kill writer', 'kill sequencer'],
    pauseMs: [80, 300],
  });
  expect(result.violations).toEqual([]);
  expect(result.acknowledged).toBeGreaterThan(10);
}, 120_000);

describe('the checker of histories', () => {
  const event = (position: number, stream: string, revision: number, id = `e${position}`): NumberedEvent =>
    ({ position, recordedAt: `2026-01-01T00:00:0${position}.000000Z`, envelope: { id, stream, revision } }) as unknown as NumberedEvent;
  const attempt = (ids: string[], first: number, outcome: Attempt['outcome'] = 'acknowledged', stream = 'crash-1'): Attempt => ({ writer: 'w', stream, ids, first, outcome });
  const log = [event(1, 'crash-1', 0), event(2, 'crash-1', 1), event(3, 'crash-2', 0)];
  const good = [attempt(['e1', 'e2'], 0), attempt(['e3'], 0, 'unknown', 'crash-2'), attempt(['never'], 2, 'refused')];

  it('finds nothing in a good history', () => {
    expect(checkHistory(log, good)).toEqual({ attempts: 3, acknowledged: 1, refused: 1, unknown: 1, unknownWritten: 1, events: 3, violations: [] });
  });

  it.each([
    ['a loss', log, [...good, attempt(['gone'], 2)], /acknowledged and is lost/],
    ['a part', log, [attempt(['e1', 'e2', 'gone'], 0), good[1]], /is there in part/],
    ['what was refused', log, [good[0], attempt(['e3'], 0, 'refused', 'crash-2')], /was refused and is there/],
    ['what nobody meant', log, good.slice(0, 1), /nobody meant to write it/],
    ['a gap', [log[0], event(3, 'crash-1', 1, 'e2')], [attempt(['e1', 'e2'], 0)], /position 3 stands where 2/],
    ['a stream out of order', [event(1, 'crash-1', 1, 'e2'), event(2, 'crash-1', 0, 'e1')], [attempt(['e1', 'e2'], 0)], /goes on with revision 1 instead of 0/],
    ['a doubled event', [...log, event(4, 'crash-2', 1, 'e3')], good, /stands in the log twice/],
    ['a time that goes back', [log[1], { ...log[0], position: 2 }], [attempt(['e1', 'e2'], 0)], /before its predecessor/],
    ['a writer overtaken by itself', log, [attempt(['e3'], 0, 'acknowledged', 'crash-2'), attempt(['e1', 'e2'], 0)], /stands before what w was acknowledged earlier/],
  ] as [string, NumberedEvent[], Attempt[], RegExp][])('finds %s', (_what, events, attempts, sentence) => {
    expect(checkHistory(events, attempts).violations.join('\n')).toMatch(sentence);
  });

  it('reads a journal whose last line was cut', () => {
    expect(readJournal('w', '["intends","crash-1",0,["e1"]]\n["acknowledged"]\n["intends","crash-1",1,["e2"]]\n["ackn').map(({ outcome }) => outcome)).toEqual(['acknowledged', 'unknown']);
    expect(checkFollower('from 0\n1-3\n4-4\nfrom 0\n1-9\n11-')).toEqual([]);
    expect(checkFollower('from 0\n1-3\n5-6')).toEqual(['a follower went on with position 5 after 3']);
  });
});
