import { canonicalJson } from '#platform/kernel/canonical-json.js';

// Dead Simple Signing Envelope (secure-systems-lab/dsse, envelope.md and protocol.md), in one serialisation: RFC 8785.

export const PAYLOAD_TYPE = 'application/vnd.gridledger.evidence.tagmanifest.v1';

/** What is signed: DSSE's pre-authentication encoding of the payload, which no other signed text of the log begins like. */
export function preAuthenticationEncoding(payloadType: string, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `), payload]);
}

/** The envelope's text. `keyId`: name and hash of the verifier key, `name+hhhhhhhh`. */
export function dsseEnvelope(payload: Buffer, keyId: string, signature: Buffer): string {
  return canonicalJson({ payload: payload.toString('base64'), payloadType: PAYLOAD_TYPE, signatures: [{ keyid: keyId, sig: signature.toString('base64') }] });
}

export interface DsseEnvelope {
  readonly payload: Buffer;
  readonly keyId: string;
  readonly signature: Buffer;
}

/** Reads an envelope; null unless it is, to the byte, what `dsseEnvelope` writes. */
export function readDsse(text: string): DsseEnvelope | null {
  try {
    const { payload, signatures } = JSON.parse(text) as { payload: unknown; signatures: { keyid: unknown; sig: unknown }[] };
    const { keyid, sig } = signatures[0];
    if (typeof payload !== 'string' || typeof keyid !== 'string' || typeof sig !== 'string') return null;
    const read = { payload: Buffer.from(payload, 'base64'), keyId: keyid, signature: Buffer.from(sig, 'base64') };
    return dsseEnvelope(read.payload, read.keyId, read.signature) === text ? read : null;
  } catch {
    return null;
  }
}
