import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mapHash } from '../../../../test/reference/naive-merkle.js';
import { customerKey, customersOf, entryHash, withEvent } from './customer-entry.js';
import { CustomerMap } from './customer-map.js';
import { NOBODY, rootOfMapProof } from './customer-map-proof.js';
import { sha256 } from './sha256.js';

const entryOf = (text: string) => entryHash(withEvent(undefined, sha256(Buffer.from(text))));
// Keys that share long beginnings, beside the hashes that real ones are.
const key = fc.oneof(
  fc.nat({ max: 40 }).map((n) => customerKey(`C${n}`)),
  fc.nat({ max: 255 }).map((n) => Buffer.concat([Buffer.alloc(3), Buffer.of(n), Buffer.alloc(28)])),
);
const entries = fc.array(fc.tuple(key, fc.string({ maxLength: 3 }).map(entryOf)), { maxLength: 40 });

describe('the map of customers', () => {
  it('has the root of the written format, whatever came in which order', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const map = new CustomerMap();
        for (const [one, value] of list) {
          map.set(one, value);
          if (value[0] < 128) map.root();
        }
        const last = [...new Map(list.map(([one, value]) => [one.toString('hex'), value]))].map(([hex, value]) => [Buffer.from(hex, 'hex'), value] as const);
        expect(map.root()).toEqual(mapHash(last));
        expect(map.customers).toBe(last.length);
      }),
    );
  });

  it('proves who is in it with which entry, who is not, and nothing else', () => {
    fc.assert(
      fc.property(entries, key, fc.nat({ max: 255 }), (list, asked, bit) => {
        const map = new CustomerMap();
        for (const [one, value] of list) map.set(one, value);
        const root = map.root();
        const present = new Map(list.map(([one, value]) => [one.toString('hex'), value]));
        for (const one of [asked, ...list.map(([known]) => known)]) {
          const proof = map.prove(one);
          const value = present.get(one.toString('hex')) ?? null;
          expect(proof.end === 'found').toBe(value !== null);
          expect(rootOfMapProof(one, value, proof)).toEqual(root);
          expect(rootOfMapProof(one, value ? null : entryOf('invented'), proof)).toBeNull();
          if (value) expect(rootOfMapProof(one, entryOf('another entry'), proof)).not.toEqual(root);
          expect(rootOfMapProof(one, value, { ...proof, path: [...proof.path, NOBODY] }) ?? NOBODY).not.toEqual(map.customers ? root : null);
          proof.path.forEach((hash, i) => {
            const other = Buffer.from(hash);
            other[bit >> 3] ^= 1 << (bit & 7);
            expect(rootOfMapProof(one, value, { ...proof, path: proof.path.with(i, other) })).not.toEqual(root);
            expect(rootOfMapProof(one, value, { ...proof, path: proof.path.toSpliced(i, 1) })).not.toEqual(root);
          });
        }
      }),
      { numRuns: 30 },
    );
  });

  it('does not let one customer’s entry stand for the absence of itself, or of somebody elsewhere', () => {
    const map = new CustomerMap();
    for (let i = 0; i < 50; i++) map.set(customerKey(`C${i}`), entryOf(String(i)));
    const absent = map.prove(customerKey('nobody'));
    if (absent.end === 'found' || absent.end === 'nobody') throw new Error('another name is needed for this test');
    expect(rootOfMapProof(absent.end.key, null, absent)).toBeNull();
    const elsewhere = Buffer.from(customerKey('nobody'));
    elsewhere[0] ^= 0x80;
    expect(rootOfMapProof(elsewhere, null, absent)).toBeNull();
  });

  it('counts an event once for each customer it names, and chains their leaves', () => {
    expect(customersOf({ customers: ['B', 'A', 'B'] })).toEqual(['B', 'A']);
    const [first, second] = [sha256(Buffer.from('1')), sha256(Buffer.from('2'))];
    const one = withEvent(undefined, first);
    const two = withEvent(one, second);
    expect(two).toEqual({ events: 2, last: second, chain: sha256(Buffer.concat([Buffer.of(4), sha256(Buffer.concat([Buffer.of(4), Buffer.alloc(32), first])), second])) });
    expect(entryHash(two)).toEqual(sha256(Buffer.concat([Buffer.from('060000000000000002', 'hex'), second, two.chain])));
    expect(customerKey('C1')).toEqual(sha256(Buffer.from('\u0005C1')));
  });
});
