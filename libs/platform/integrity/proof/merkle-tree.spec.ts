import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as naive from '../../../../test/reference/naive-merkle.js';
import { CompactRange } from './compact-range.js';
import { consistencyPath, isConsistent } from './consistency-proof.js';
import { includes, inclusionPath, rootOfInclusion } from './inclusion-proof.js';
import { leafHashOfBytes } from './leaf-bytes.js';
import { EMPTY_ROOT, nodeHash, splitOf } from './merkle-tree.js';
import type { Subtree } from './merkle-tree.js';
import { includesAll, multiproofPath } from './multiproof.js';
import type { Hash } from './sha256.js';

const leavesOf = (n: number): Buffer[] => Array.from({ length: n }, (_, i) => Buffer.from(`leaf ${i}`));
const hashOf = (leaves: readonly Buffer[], { from, to }: Subtree): Hash => (to - from === 1 ? leafHashOfBytes(leaves[from]) : nodeHash(hashOf(leaves, { from, to: from + splitOf(to - from) }), hashOf(leaves, { from: from + splitOf(to - from), to })));
const rootOf = (leaves: readonly Buffer[]): Hash => {
  const range = new CompactRange();
  for (const leaf of leaves) range.append(leafHashOfBytes(leaf));
  return range.root();
};
/** A hash with one bit turned. */
const turned = (hash: Hash, bit: number): Hash => {
  const other = Buffer.from(hash);
  other[(bit >> 3) % 32] ^= 1 << (bit & 7);
  return other;
};
const sizes = fc.integer({ min: 1, max: 70 });

describe('the tree', () => {
  it('has the roots that Certificate Transparency publishes for its eight leaves', () => {
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) => Buffer.from(hex, 'hex'));
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    roots.forEach((root, i) => expect(rootOf(leaves.slice(0, i + 1)).toString('hex')).toBe(root));
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(inclusionPath(5, 8).map((one) => hashOf(leaves, one).toString('hex'))).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('has roots, inclusion and consistency proofs as the formulas of the RFC give them', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, a, b) => {
        const leaves = leavesOf(size);
        const index = a % size;
        const earlier = 1 + (b % size);
        expect(rootOf(leaves)).toEqual(naive.treeHash(leaves));
        expect(inclusionPath(index, size).map((one) => hashOf(leaves, one))).toEqual(naive.path(index, leaves));
        expect(consistencyPath(earlier, size).map((one) => hashOf(leaves, one))).toEqual(naive.proof(earlier, leaves));
      }),
    );
  });

  it('believes these proofs, and no other leaf, index, size, root, nor a proof with a changed, dropped or added hash', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), fc.nat({ max: 255 }), (size, a, b, bit) => {
        const leaves = leavesOf(size);
        const root = naive.treeHash(leaves);
        const index = a % size;
        const leaf = leafHashOfBytes(leaves[index]);
        const path = naive.path(index, leaves);
        const earlier = 1 + (b % size);
        const before = naive.treeHash(leaves.slice(0, earlier));
        const proof = naive.proof(earlier, leaves);
        expect(includes(root, index, size, leaf, path)).toBe(true);
        expect(includes(root, index, size, turned(leaf, bit), path)).toBe(false);
        expect(includes(turned(root, bit), index, size, leaf, path)).toBe(false);
        expect(includes(root, index, size, leaf, [...path, root])).toBe(false);
        for (let other = 0; other < size + 2; other++) if (other !== index) expect(includes(root, other, size, leaf, path)).toBe(false);
        path.forEach((_, i) => {
          expect(includes(root, index, size, leaf, path.with(i, turned(path[i], bit)))).toBe(false);
          expect(includes(root, index, size, leaf, path.toSpliced(i, 1))).toBe(false);
        });
        expect(isConsistent(earlier, size, before, root, proof)).toBe(true);
        expect(isConsistent(earlier, size, turned(before, bit), root, proof)).toBe(false);
        expect(isConsistent(earlier, size, before, turned(root, bit), proof)).toBe(false);
        expect(isConsistent(earlier, size, before, root, [...proof, root])).toBe(false);
        proof.forEach((_, i) => {
          expect(isConsistent(earlier, size, before, root, proof.with(i, turned(proof[i], bit)))).toBe(false);
          expect(isConsistent(earlier, size, before, root, proof.toSpliced(i, 1))).toBe(false);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('knows sizes far beyond any log', () => {
    const size = 2 ** 52 + 3;
    expect(inclusionPath(size - 1, size)).toEqual([{ from: 2 ** 52, to: 2 ** 52 + 2 }, { from: 0, to: 2 ** 52 }]);
    expect(rootOfInclusion(size, size, EMPTY_ROOT, [])).toBeNull();
    expect(rootOfInclusion(0.5, 1, EMPTY_ROOT, [])).toBeNull();
  });
});

describe('a proof for many leaves', () => {
  const wantedOf = (size: number, picks: readonly number[]): number[] => [...new Set(picks.map((pick) => pick % size))].sort((x, y) => x - y);
  const picks = fc.array(fc.nat(), { maxLength: 20 });

  it('is the smallest there is, and leads to the root', () => {
    fc.assert(
      fc.property(sizes, picks, (size, some) => {
        const leaves = leavesOf(size);
        const wanted = wantedOf(size, some);
        const proof = [...multiproofPath(size, wanted)].map((one) => hashOf(leaves, one));
        expect(proof).toEqual(naive.manyPaths(new Set(wanted), leaves));
        expect(includesAll(naive.treeHash(leaves), size, wanted.map((i) => [i, leafHashOfBytes(leaves[i])]), proof)).toBe(true);
      }),
    );
  });

  it('is not believed with a leaf or a hash changed, left out, added or exchanged', () => {
    fc.assert(
      fc.property(sizes, fc.array(fc.nat(), { minLength: 1, maxLength: 9 }), fc.nat({ max: 255 }), (size, some, bit) => {
        const leaves = leavesOf(size);
        const root = naive.treeHash(leaves);
        const known = wantedOf(size, some).map((i): [number, Hash] => [i, leafHashOfBytes(leaves[i])]);
        const proof = naive.manyPaths(new Set(known.map(([i]) => i)), leaves);
        expect(includesAll(root, size, known, proof)).toBe(true);
        known.forEach(([i, leaf], at) => {
          expect(includesAll(root, size, known.with(at, [i, turned(leaf, bit)]), proof)).toBe(false);
          expect(includesAll(root, size, known.toSpliced(at, 1), proof)).toBe(false);
          if (at > 0) expect(includesAll(root, size, known.with(at, [i, known[at - 1][1]]).with(at - 1, [known[at - 1][0], leaf]), proof)).toBe(false);
        });
        proof.forEach((hash, at) => {
          expect(includesAll(root, size, known, proof.with(at, turned(hash, bit)))).toBe(false);
          expect(includesAll(root, size, known, proof.toSpliced(at, 1))).toBe(false);
          expect(includesAll(root, size, known, proof.toSpliced(at, 0, hash))).toBe(false);
        });
        expect(includesAll(root, size, [...known].reverse().concat(known), proof)).toBe(false);
      }),
      { numRuns: 60 },
    );
    expect(() => [...multiproofPath(4, [2, 1])]).toThrow('out of order');
  });
});

describe('a compact range', () => {
  it('goes on from the hashes it is made of', () => {
    fc.assert(
      fc.property(sizes, fc.nat({ max: 20 }), (size, more) => {
        const leaves = leavesOf(size + more);
        const first = new CompactRange();
        for (const leaf of leaves.slice(0, size)) first.append(leafHashOfBytes(leaf));
        const range = CompactRange.of(size, first.hashes) as CompactRange;
        for (const leaf of leaves.slice(size)) range.append(leafHashOfBytes(leaf));
        expect(range.root()).toEqual(naive.treeHash(leaves));
        expect(CompactRange.of(size, [...first.hashes, EMPTY_ROOT])).toBeNull();
      }),
    );
  });
});
