import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.js';
import type { CheckpointBody } from './checkpoint.js';
import { KeySuccession } from './key-succession.js';
import { sha256 } from './sha256.js';
import { formatNote, parseNote, signNote, signersOf } from './signed-note.js';
import { newSigningKey, parseSigningKey } from './signing-key.js';
import type { SigningKey } from './signing-key.js';
import { formatVerifierKey, parseVerifierKey } from './verifier-key.js';
import type { VerifierKey } from './verifier-key.js';

// The example keys and note of golang.org/x/mod/sumdb/note, and the example note of c2sp.org/signed-note.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETER_PRIVATE = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const PETER_NOTE =
  'If you think cryptography is the answer to your problem,\nthen you don\u2019t know what your problem is.\n\n'.replace('\u2019', "'") +
  '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

const key = newSigningKey('ledger.example/credit');
const next = newSigningKey('ledger.example/credit');
const body: CheckpointBody = { origin: 'ledger.example/credit', size: 7, root: sha256(Buffer.from('root')), customers: 3, mapRoot: sha256(Buffer.from('map')), nextKey: null };
const signed = (change: Partial<CheckpointBody>, keys: readonly SigningKey[]) => signCheckpoint({ ...body, ...change }, keys);

describe('signed notes', () => {
  it('are those of other tools: their example is read, verified, and signed to the same bytes', () => {
    const verifier = parseVerifierKey(PETER) as VerifierKey;
    const note = parseNote(PETER_NOTE);
    expect(formatVerifierKey(verifier)).toBe(PETER);
    expect(note && signersOf(note, [verifier])).toEqual([verifier]);
    const signer = parseSigningKey(PETER_PRIVATE) as SigningKey;
    expect(signer.line).toBe(PETER_PRIVATE);
    expect(formatNote(signNote(note?.text ?? '', [signer]))).toBe(PETER_NOTE);
  });

  it('hold what others signed, unread', () => {
    const note = parseNote(`${PETER_NOTE}\u2014 somebody.example/else AAAAAAAA\n`);
    expect(note?.signatures.length).toBe(2);
    expect(note && signersOf(note, [parseVerifierKey(PETER) as VerifierKey])?.length).toBe(1);
    expect(note && signersOf(note, [key.verifier])).toEqual([]);
  });

  it('are not believed with a bad signature in a known name, whatever else they hold', () => {
    const { text, signatures } = signNote('text\n', [key, next]);
    const wrong = { ...signatures[0], signature: signatures[1].signature };
    expect(signersOf({ text, signatures: [wrong, signatures[1]] }, [key.verifier, next.verifier])).toBeNull();
    expect(signersOf({ text: 'other\n', signatures }, [key.verifier])).toBeNull();
  });

  it('and keys are read in one spelling only', () => {
    for (const line of [`${PETER} `, PETER.replace('c74f20a3', 'C74F20A3'), PETER.replace('c74f20a3', 'c74f20a4'), PETER.replace('PeterN', 'Peter N'), PETER.replace('ARpc', 'AhpC'), `${PETER}=`, '', '+', 'a+b+c'])
      expect(parseVerifierKey(line)).toBeNull();
    for (const line of [PETER, `${PETER_PRIVATE} `, PETER_PRIVATE.replace('c74f', 'c74e'), 'PRIVATE+KEY+']) expect(parseSigningKey(line)).toBeNull();
    for (const text of ['', 'a\n', 'a\n\n', PETER_NOTE.slice(0, -1), PETER_NOTE.replace('\u2014', '-'), PETER_NOTE.replace('=', ''), `${PETER_NOTE}\n`, PETER_NOTE.replace('think', 'th\tink'), PETER_NOTE.replace(' x08', '  x08')])
      expect(parseNote(text)).toBeNull();
    expect(() => newSigningKey('two words')).toThrow('space');
  });
});

describe('checkpoints', () => {
  it('are lines of text that a transparency log’s tools read', () => {
    const text = formatCheckpoint(signed({ nextKey: next.verifier }, [key, next]));
    expect(text.split('\n').slice(0, 6)).toEqual([
      'ledger.example/credit', '7', body.root.toString('base64'), `gridledger-map/v1 3 ${body.mapRoot.toString('base64')}`, `gridledger-next-key/v1 ${formatVerifierKey(next.verifier)}`, '',
    ]);
    const { note, ...read } = parseCheckpoint(text) as NonNullable<ReturnType<typeof parseCheckpoint>>;
    expect(read).toEqual({ ...body, nextKey: next.verifier });
    expect(signersOf(note, [key.verifier, next.verifier])?.length).toBe(2);
  });

  it('are read in one spelling only: whatever single character is changed, left out or added, it is no checkpoint of this key', () => {
    const text = formatCheckpoint(signed({}, [key]));
    const believed = (one: string): boolean => {
      const checkpoint = parseCheckpoint(one);
      return checkpoint !== null && new KeySuccession(key.verifier).accepts(checkpoint);
    };
    expect(believed(text)).toBe(true);
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.constantFrom('', ' ', '0', 'A', '+', '=', '\n', '\r', '\u2014'), fc.boolean(), (at, put, replace) => {
        const other = text.slice(0, at) + put + text.slice(replace ? at + 1 : at);
        if (other !== text) expect(believed(other)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the succession of keys', () => {
  it('passes office by a checkpoint that both have signed, and by nothing less', () => {
    const handover = signed({ size: 10, nextKey: next.verifier }, [key, next]);
    for (const less of [signed({ size: 10, nextKey: next.verifier }, [key]), signed({ size: 10, nextKey: next.verifier }, [next]), signed({ size: 11 }, [next])]) expect(new KeySuccession(key.verifier).accepts(less)).toBe(false);
    const keys = new KeySuccession(key.verifier);
    expect(keys.accepts(signed({ size: 9 }, [key]))).toBe(true);
    expect(keys.accepts(handover)).toBe(true);
    expect(keys.accepts(handover)).toBe(true);
    expect(keys.keys).toEqual([key.verifier, next.verifier]);
    expect(keys.accepts(signed({ size: 11 }, [next]))).toBe(true);
    expect(keys.accepts(signed({ size: 9 }, [key]))).toBe(true);
    expect(keys.accepts(signed({ size: 11 }, [key]))).toBe(false);
  });

  it('stays within one log', () => {
    const stranger = newSigningKey('elsewhere.example');
    expect(new KeySuccession(key.verifier).accepts(signed({ nextKey: stranger.verifier }, [key, stranger]))).toBe(false);
    expect(new KeySuccession(key.verifier).accepts(signed({ origin: 'elsewhere.example' }, [key]))).toBe(false);
  });
});
