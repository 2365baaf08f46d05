/** What the tree and the map need of an envelope. */
export interface CutEnvelope {
  readonly customers: readonly string[];
  readonly id: string;
  readonly revision: number;
  readonly stream: string;
  readonly type: string;
}

// An envelope as the store writes it, whose texts hold nothing that JSON escapes: those are their own texts.
// eslint-disable-next-line no-control-regex
const PLAIN =
  /^\{(?:"causationId":(?:null|"[^"\\\u0000-\u001f]*"),"correlationId":"[^"\\\u0000-\u001f]*",)?"customers":\[((?:"[^"\\\u0000-\u001f]*"(?:,"[^"\\\u0000-\u001f]*")*)?)\],"id":"([^"\\\u0000-\u001f]*)","occurredOn":"[^"\\\u0000-\u001f]*","origin":"[^"\\\u0000-\u001f]*"(?:,"recordedBy":"[^"\\\u0000-\u001f]*")?,"revision":(0|[1-9]\d{0,8}),"stream":"([^"\\\u0000-\u001f]*)","type":"([^"\\\u0000-\u001f]*)","version":(?:0|[1-9]\d{0,8})\}$/;

/** What parsing the envelope would say, in a quarter of the time; null where it has to be parsed. What is cut is of the form of RFC 8785. */
export function cutEnvelope(text: string): CutEnvelope | null {
  const cut = PLAIN.exec(text);
  if (!cut) return null;
  const [, names, id, revision, stream, type] = cut;
  return { customers: names === '' ? [] : names.slice(1, -1).split('","'), id, revision: Number(revision), stream, type };
}
