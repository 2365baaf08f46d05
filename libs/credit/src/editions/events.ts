import type { JsonObject } from '#platform/kernel/canonical-json.js';

/** Stream `rulebook`. Published editions never change; the hash is SHA-256 over the RFC 8785 bytes of `edition`. */
export interface RulebookEditionPublished {
  type: 'RulebookEditionPublished';
  payload: { edition_id: string; in_force_from: string; content_sha256: string; edition: JsonObject };
}

export const RULEBOOK_STREAM = 'rulebook';
