import { describe, expect, it } from '@jest/globals';
import { dayOf } from '#platform/kernel/day.js';
import { decideRecordEvidence } from './decide-record.js';
import type { FieldEvidenceEvent } from './field-evidence-events.js';

const visit = (more: object = {}): FieldEvidenceEvent => ({ type: 'MysteryVisitRecorded', payload: { visit_no: 'MV-1', visited_on: '2026-03-02', place: 'hall', observations: 'fine', ...more } });
const today = dayOf('2026-03-02');

describe('evidence from the field', () => {
  it('given it is new, then recorded; given the same, then nothing; given another under its number, then refused', () => {
    expect(decideRecordEvidence(null, visit(), today)).toEqual(visit());
    expect(decideRecordEvidence(visit(), visit(), today)).toBeNull();
    expect(() => decideRecordEvidence(visit(), visit({ observations: 'bad' }), today)).toThrow(/number MV-1 is taken/);
  });
  it('given a day to come, or none, then refused', () => {
    expect(() => decideRecordEvidence(null, visit({ visited_on: '2026-03-03' }), today)).toThrow(/future/);
    expect(() => decideRecordEvidence(null, visit({ visited_on: '2026-02-30' }), today)).toThrow(/not a day/);
  });
});
