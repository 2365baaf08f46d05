import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { Attribute, CertificateChoices, CertificateSet, CMSVersion, DigestAlgorithmIdentifiers, EncapsulatedContent, EncapsulatedContentInfo, id_contentType, id_messageDigest, id_signedData, IssuerAndSerialNumber, SignedData, SignerIdentifier, SignerInfo, SignerInfos } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { id_ct_tstInfo, PKIStatus, PKIStatusInfo, TimeStampReq, TimeStampResp, TimeStampToken, TSTInfo, TSTInfoVersion } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier, AttributeTypeAndValue, AttributeValue, Certificate, Extension, Extensions, Name, RelativeDistinguishedName, SubjectPublicKeyInfo, TBSCertificate, Validity, Version } from '@peculiar/asn1-x509';
import { signedAttributes } from '#platform/evidence/time-stamp.js';

// A time-stamping authority of one's own for specifications: RFC 3161 over HTTP, ECDSA P-256 with SHA-256.

const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const EXTENDED_KEY_USAGE = '2.5.29.37';
// SEQUENCE of the object identifiers id-kp-timeStamping and id-kp-codeSigning.
const USAGE = { stamping: Buffer.from('300a06082b06010505070308', 'hex'), other: Buffer.from('300a06082b06010505070303', 'hex') };
const own = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

export interface LocalAuthority {
  readonly url: string;
  /** Its certificate, PEM. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** `usage`: what its certificate is for; `spoil` changes an answer before it goes out. */
export async function openAuthority({ usage = 'stamping', spoil = (bytes) => bytes }: { usage?: keyof typeof USAGE; spoil?: (bytes: Buffer) => Buffer } = {}): Promise<LocalAuthority> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = selfSigned(privateKey, USAGE[usage]);
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(spoil(stamp(Buffer.concat(chunks), certificate, privateKey))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}/tsa`,
    certificate: `-----BEGIN CERTIFICATE-----\n${Buffer.from(AsnConvert.serialize(certificate)).toString('base64')}\n-----END CERTIFICATE-----\n`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function selfSigned(key: KeyObject, usage: Buffer): Certificate {
  const name = new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: '2.5.4.3', value: new AttributeValue({ utf8String: 'Local test authority' }) })])]);
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_SHA256 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: own(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    signature: algorithm,
    issuer: name,
    subject: name,
    validity: new Validity({ notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2049-01-01T00:00:00Z') }),
    subjectPublicKeyInfo: AsnConvert.parse(createPublicKey(key).export({ format: 'der', type: 'spki' }), SubjectPublicKeyInfo),
    extensions: new Extensions([new Extension({ extnID: EXTENDED_KEY_USAGE, critical: true, extnValue: new OctetString(own(usage)) })]),
  });
  const signatureValue = own(sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), key));
  return new Certificate({ tbsCertificate, signatureAlgorithm: algorithm, signatureValue });
}

function stamp(request: Buffer, certificate: Certificate, key: KeyObject): Buffer {
  const { messageImprint, nonce } = AsnConvert.parse(request, TimeStampReq);
  const info = Buffer.from(AsnConvert.serialize(new TSTInfo({ version: TSTInfoVersion.v1, policy: '1.2.3.4.1', messageImprint, serialNumber: own(Buffer.of(7)), genTime: new Date('2026-06-15T08:00:00Z'), nonce })));
  const digest = createHash('sha256').update(info).digest();
  const attribute = (type: string, value: ArrayBuffer): Attribute => new Attribute({ attrType: type, attrValues: [value] });
  const signer = new SignerInfo({
    version: CMSVersion.v1,
    sid: new SignerIdentifier({ issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer: certificate.tbsCertificate.issuer, serialNumber: certificate.tbsCertificate.serialNumber }) }),
    digestAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256 }),
    signedAttrs: [attribute(id_contentType, own(Buffer.from('060b2a864886f70d0109100104', 'hex'))), attribute(id_messageDigest, AsnConvert.serialize(new OctetString(own(digest))))],
    signatureAlgorithm: new AlgorithmIdentifier({ algorithm: ECDSA_SHA256 }),
    signature: new OctetString(new ArrayBuffer(0)),
  });
  const answer = (): Buffer => Buffer.from(AsnConvert.serialize(new TimeStampResp({ status: new PKIStatusInfo({ status: PKIStatus.granted }), timeStampToken: new TimeStampToken({ contentType: id_signedData, content: AsnConvert.serialize(signed) }) })));
  const signed = new SignedData({
    version: CMSVersion.v3,
    digestAlgorithms: new DigestAlgorithmIdentifiers([new AlgorithmIdentifier({ algorithm: SHA256 })]),
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: id_ct_tstInfo, eContent: new EncapsulatedContent({ single: new OctetString(own(info)) }) }),
    certificates: new CertificateSet([new CertificateChoices({ certificate })]),
    signerInfos: new SignerInfos([signer]),
  });
  // What is signed is found in the answer as a reader finds it.
  signer.signature = new OctetString(own(sign('sha256', signedAttributes(answer()), key)));
  return answer();
}
