import { describe, expect, it } from '@jest/globals';
import { builtInEdition, builtInEditionText } from './built-in-edition.js';
import { decidePublishEdition, editionHash, evolveRulebook, type RulebookState } from './publish-edition.js';

const builtIn = JSON.parse(builtInEditionText());
const state: RulebookState = { published: [{ id: builtInEdition().id, inForceFrom: '1900-01-01', contentSha256: editionHash(builtIn) }] };
const next = { ...builtIn, id: 'next', inForceFrom: '2027-01-01' };

describe('publishing an edition', () => {
  it('given a sound edition, then it is published with the hash of its canonical bytes', () => {
    const event = decidePublishEdition(state, next);
    expect(event?.payload).toMatchObject({ edition_id: 'next', in_force_from: '2027-01-01', content_sha256: editionHash(next) });
  });

  it('given the very same edition again, then nothing happens, in whatever order its members stand', () => {
    const once = evolveRulebook(state, decidePublishEdition(state, next)!);
    expect(decidePublishEdition(once, Object.fromEntries(Object.entries(next).reverse()) as typeof next)).toBeNull();
  });

  it('given another edition from the same first day, then it is refused', () => {
    const once = evolveRulebook(state, decidePublishEdition(state, next)!);
    expect(() => decidePublishEdition(once, { ...next, id: 'other' })).toThrow(/first day 2027-01-01 is taken by edition next/);
  });

  it('given an edition changed under its own id, then it is refused', () => {
    const once = evolveRulebook(state, decidePublishEdition(state, next)!);
    expect(() => decidePublishEdition(once, { ...next, inForceFrom: '2028-01-01' })).toThrow(/never changes/);
  });
});
