import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leafText } from '../../../../test/reference/naive-merkle.js';
import { leafBytes, leafHash, leafHashOfBytes, readLeaf } from './leaf-bytes.js';

const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => one.isWellFormed());
const content = fc.record({
  position: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  recordedAt: fc.constantFrom('2026-01-31T23:00:00.500000Z', '1999-12-31T00:00:00.000001Z'),
  stream: text,
  revision: fc.nat(),
  envelope: text,
  payload: text,
});

describe('the bytes of a leaf', () => {
  it('are those of the written format, and are read back', () => {
    fc.assert(
      fc.property(content, (one) => {
        const bytes = leafBytes(one);
        expect(bytes).toEqual(leafText(one.position, one.recordedAt, one.stream, one.revision, one.envelope, one.payload));
        expect(readLeaf(bytes)).toEqual(one);
        expect(leafHash(one)).toEqual(leafHashOfBytes(bytes));
      }),
    );
  });

  it('are read in one spelling only: cut, longer, or with a length changed they are none', () => {
    fc.assert(
      fc.property(content, fc.nat(), (one, cut) => {
        const bytes = leafBytes(one);
        expect(readLeaf(bytes.subarray(0, cut % bytes.length))).toBeNull();
        expect(readLeaf(Buffer.concat([bytes, Buffer.of(0)]))).toBeNull();
        const version = Buffer.from(bytes);
        version[3] = 2;
        expect(readLeaf(version)).toBeNull();
      }),
    );
    const invalid = leafBytes({ position: 1, recordedAt: '2026-01-31T23:00:00.500000Z', stream: 's', revision: 0, envelope: '{}', payload: 'x' });
    invalid[invalid.length - 1] = 0xff;
    expect(readLeaf(invalid)).toBeNull();
  });

  it('are never made of a time, position or revision that cannot be', () => {
    const one = { position: 1, recordedAt: '2026-01-31T23:00:00.500000Z', stream: 's', revision: 0, envelope: '{}', payload: '{}' };
    expect(() => leafBytes({ ...one, recordedAt: '2026-01-31' })).toThrow('recorded time');
    expect(() => leafBytes({ ...one, position: -1 })).toThrow(RangeError);
    expect(() => leafBytes({ ...one, revision: 0.5 })).toThrow(RangeError);
  });
});
