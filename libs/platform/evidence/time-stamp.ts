import { createHash, verify, X509Certificate } from 'node:crypto';
import { id_contentType, id_messageDigest, id_signedData, SignedData, type SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert, AsnSerializer, OctetString } from '@peculiar/asn1-schema';
import { id_ct_tstInfo, MessageImprint, PKIStatus, TimeStampReq, TimeStampResp, TSTInfo, TimeStampReqVersion } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

// Time-Stamp Protocol, RFC 3161, over SHA-256.

const SHA256 = '2.16.840.1.101.3.4.2.1';
const HASHES: Readonly<Record<string, string>> = { [SHA256]: 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512' };
/** Extended key usage id-kp-timeStamping. */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
const exact = (buffer: ArrayBuffer): Buffer => Buffer.from(buffer);
const own = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

/** The request for a time-stamp of some bytes; `nonce`: 16 random bytes. */
export function timeStampRequest(bytes: Buffer, nonce: Buffer): Buffer {
  // A leading 01 keeps the number positive and its form the shortest.
  const number = Buffer.concat([Buffer.of(1), nonce]);
  const messageImprint = new MessageImprint({ hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256, parameters: null }), hashedMessage: new OctetString(own(sha256(bytes))) });
  return exact(AsnConvert.serialize(new TimeStampReq({ version: TimeStampReqVersion.v1, messageImprint, nonce: own(number), certReq: true })));
}

/** What a time-stamp says, and who says it. */
export interface TimeStamp {
  readonly time: Date;
  /** Of the authority's certificate in the response. */
  readonly subject: string;
  readonly certificate: X509Certificate;
}

/**
 * Reads a response and checks that it stamps these bytes and is signed by the certificate in it. Throws an Error with a
 * sentence otherwise. Whether that certificate is to be trusted is the caller's to ask.
 */
export function readTimeStamp(response: Buffer, bytes: Buffer): TimeStamp {
  const { status, timeStampToken } = AsnConvert.parse(own(response), TimeStampResp);
  if ((status.status !== PKIStatus.granted && status.status !== PKIStatus.grantedWithMods) || !timeStampToken) throw new Error(`the authority granted no time-stamp (status ${status.status})`);
  if (timeStampToken.contentType !== id_signedData) throw new Error('the time-stamp is no signed data');
  const signed = AsnConvert.parse(timeStampToken.content, SignedData);
  const content = signed.encapContentInfo.eContent?.single;
  if (signed.encapContentInfo.eContentType !== id_ct_tstInfo || !content) throw new Error('the signed data is no time-stamp');
  const info = AsnConvert.parse(content.buffer, TSTInfo);
  if (info.messageImprint.hashAlgorithm.algorithm !== SHA256 || !exact(info.messageImprint.hashedMessage.buffer).equals(sha256(bytes))) throw new Error('the time-stamp is for other bytes');
  const [signer] = signed.signerInfos;
  const certificates = [...(signed.certificates ?? [])].flatMap(({ certificate }) => (certificate ? [new X509Certificate(exact(AsnSerializer.serialize(certificate)))] : []));
  const certificate = certificates.find((one) => signer && isOf(one, signer));
  if (!signer || !certificate) throw new Error('the certificate that signed the time-stamp is not in it');
  checkSignature(signer, signedAttributes(response), exact(content.buffer), certificate);
  if (!certificate.keyUsage?.includes(TIME_STAMPING)) throw new Error(`the certificate ${certificate.subject} is not one for time-stamping`);
  return { time: info.genTime, subject: certificate.subject.replaceAll('\n', ', '), certificate };
}

function isOf(certificate: X509Certificate, { sid }: SignerInfo): boolean {
  const serial = sid.issuerAndSerialNumber && exact(sid.issuerAndSerialNumber.serialNumber).toString('hex').replace(/^0+/, '');
  return serial === undefined || certificate.serialNumber.toLowerCase().replace(/^0+/, '') === serial;
}

function checkSignature(signer: SignerInfo, attributes: Buffer, content: Buffer, certificate: X509Certificate): void {
  const hash = HASHES[signer.digestAlgorithm.algorithm];
  if (!hash || !signer.signedAttrs) throw new Error('the time-stamp is signed in a way that is not known here');
  const attribute = (type: string): ArrayBuffer | undefined => signer.signedAttrs!.find(({ attrType }) => attrType === type)?.attrValues[0];
  const digest = attribute(id_messageDigest);
  if (!attribute(id_contentType) || !digest || !exact(AsnConvert.parse(digest, OctetString).buffer).equals(createHash(hash).update(content).digest())) throw new Error('the signature of the time-stamp is over another content');
  if (!verify(hash, attributes, certificate.publicKey, exact(signer.signature.buffer))) throw new Error('the signature of the time-stamp is not that of its certificate');
}

/** The exact bytes of the first signer's signed attributes: stored under an implicit tag [0], signed as the SET they are (RFC 5652 §5.4). */
export function signedAttributes(response: Buffer): Buffer {
  const [, token] = parts(response);
  const [, content] = parts(token);
  const signerInfos = parts(parts(content)[0]).at(-1);
  const attributes = parts(parts(signerInfos!)[0]).find((part) => part[0] === 0xa0);
  if (!attributes) throw new Error('the time-stamp has no signed attributes');
  return Buffer.concat([Buffer.of(0x31), attributes.subarray(1)]);
}

/** The elements inside a DER element (X.690 §8.1), each with its tag and length. */
function parts(element: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = headLength(element, 0); at < element.length; ) {
    const end = at + headLength(element, at) + contentLength(element, at);
    if (end > element.length) throw new Error('the time-stamp is cut short');
    found.push(element.subarray(at, end));
    at = end;
  }
  return found;
}

const lengthBytes = (element: Buffer, at: number): number => (element[at + 1] < 0x80 ? 0 : element[at + 1] & 0x7f);
const headLength = (element: Buffer, at: number): number => 2 + lengthBytes(element, at);
const contentLength = (element: Buffer, at: number): number => (lengthBytes(element, at) === 0 ? element[at + 1] : element.readUIntBE(at + 2, lengthBytes(element, at)));

/** Whether the certificate of a time-stamp is the trusted one or was issued by it, and was valid at that time. */
export function isTrusted({ certificate, time }: TimeStamp, authority: X509Certificate): boolean {
  const valid = time >= new Date(certificate.validFrom) && time <= new Date(certificate.validTo);
  return valid && (certificate.fingerprint256 === authority.fingerprint256 || (certificate.checkIssued(authority) && certificate.verify(authority.publicKey)));
}
