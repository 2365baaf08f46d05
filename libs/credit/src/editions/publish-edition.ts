import { createHash } from 'node:crypto';
import { canonicalJson, type JsonObject } from '#platform/kernel/canonical-json.js';
import { Refusal } from '#platform/deciding/refusal.js';
import { checkEdition, type PublishedEdition } from './contradictions.js';
import type { RulebookEditionPublished } from './events.js';

/** The editions published so far, the built-in one first. */
export interface RulebookState {
  readonly published: readonly (PublishedEdition & { contentSha256: string })[];
}

export const evolveRulebook = (state: RulebookState, { payload }: RulebookEditionPublished): RulebookState => ({
  published: [...state.published, { id: payload.edition_id, inForceFrom: payload.in_force_from, contentSha256: payload.content_sha256 }],
});

/** SHA-256 over the RFC 8785 bytes of an edition, as 64 hex digits. */
export const editionHash = (edition: JsonObject): string => createHash('sha256').update(canonicalJson(edition)).digest('hex');

/**
 * Publishes an edition; nothing where the very same one is published already. Refuses one that is malformed or
 * contradicts itself or another, with every reason.
 */
export function decidePublishEdition({ published }: RulebookState, input: JsonObject): RulebookEditionPublished | null {
  const contentSha256 = editionHash(input);
  if (published.some((one) => one.contentSha256 === contentSha256)) return null;
  const { problems, source } = checkEdition(input, published);
  if (problems.length > 0 || !source) {
    throw new Refusal(problems.map(({ path, message }) => ({ code: 'edition-refused', message: `${path}: ${message}`, field: path })), 422);
  }
  return {
    type: 'RulebookEditionPublished',
    payload: { edition_id: source.id, in_force_from: source.inForceFrom, content_sha256: contentSha256, edition: input },
  };
}
