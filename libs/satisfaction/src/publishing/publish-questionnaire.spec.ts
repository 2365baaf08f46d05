import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { builtInDefinition, decidePublishQuestionnaire, evolveQuestionnaire, type QuestionnaireState } from './publish-questionnaire.js';

const none: QuestionnaireState = { published: [] };
const supply = builtInDefinition('supply-service')!;
const own = (version: number, reason = 'Ours.'): JsonObject => ({ ...supply, id: 'halls', version, reason });
const after = (...editions: JsonObject[]): QuestionnaireState => editions.reduce((state, one) => evolveQuestionnaire(state, decidePublishQuestionnaire(state, one)!), none);

describe('publishing a questionnaire', () => {
  it('given nothing, then the edition is published with the hash of its content', () => {
    expect(decidePublishQuestionnaire(none, own(1))?.payload).toMatchObject({ questionnaire: 'halls', edition: 1, content_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
  it('given the same content, then nothing happens', () => {
    expect(decidePublishQuestionnaire(after(own(1)), own(1))).toBeNull();
  });
  it('given another content under a published edition, then it is refused: an edition never changes', () => {
    expect(() => decidePublishQuestionnaire(after(own(1)), own(1, 'Other words.'))).toThrow(/version: Version 1 of halls is not above 1/);
  });
  it('given a higher edition, then it is published beside the first', () => {
    expect(decidePublishQuestionnaire(after(own(1)), own(2))?.payload.edition).toBe(2);
  });
  it('a built-in questionnaire may be published as it is, and its edition is taken by it', () => {
    expect(decidePublishQuestionnaire(none, supply)?.payload.edition).toBe(1);
    expect(() => decidePublishQuestionnaire(none, { ...supply, reason: 'Other words.' })).toThrow(/published already/);
    expect(decidePublishQuestionnaire(none, { ...supply, version: 2 })?.payload.edition).toBe(2);
  });
  it('given an item in two constructs, or none at all, then it is refused with the place', () => {
    const constructs = supply.constructs as JsonObject[];
    expect(() => decidePublishQuestionnaire(none, { ...own(1), constructs: [...constructs, { ...constructs[0], id: 'again' }] })).toThrow(/constructs\[7\]/);
    expect(() => decidePublishQuestionnaire(none, {})).toThrow(/format/);
  });
});
