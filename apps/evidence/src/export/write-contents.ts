import type { PackageWriter } from '#platform/evidence/write-package.js';
import { consistencyPath } from '#platform/integrity/proof/consistency-proof.js';
import { formatCheckpoint } from '#platform/integrity/proof/checkpoint.js';
import { multiproofPath } from '#platform/integrity/proof/multiproof.js';
import type { Hash } from '#platform/integrity/proof/sha256.js';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import type { KnownEdition } from '#credit/asking/credit-reader.js';
import { completenessLine } from '#credit/evidence/completeness-proof.js';
import type { PackageDescription } from '#credit/evidence/package-description.js';
import { LANGUAGES } from '#credit/explaining/explanation.js';
import { curveOf } from '../report/curve-of.js';
import { reportHtml } from '../report/report-html.js';
import { reportPdf } from '../report/report-pdf.js';
import { checkpointFile, consistencyFile } from '../verifier/check-checkpoints.js';
import { EDITION_KEY } from '../verifier/verify-package.js';
import type { Claim } from './claims.js';
import type { EvidenceSources } from './export-evidence.js';
import { openStatements } from './open-statements.js';
import type { SerialCheckpoint } from './proof-source.js';

interface Contents {
  readonly description: PackageDescription;
  readonly claims: readonly Claim[];
  readonly editions: readonly KnownEdition[];
  readonly latest: SerialCheckpoint;
  readonly positions: readonly number[];
}

/** Everything of a package but its events: description, rulebook, scores, explanations, reports, proofs, the verifier. */
export async function writeContents(writer: PackageWriter, contents: Contents, sources: EvidenceSources): Promise<void> {
  const { description, claims, editions } = contents;
  await writer.add('data/package.json', [canonicalJson(description)]);
  for (const { edition } of editions) await writer.add(`data/editions/${edition.id}.json`, [canonicalJson(edition.source)]);
  const statements = await openStatements(claims, sources.texts);
  await writer.add('data/statements.json', [canonicalJson(statements)]);
  for (const { claim, record, question } of claims) await writer.add(claim.judged, [canonicalJson(record.score(question))]);
  for (const language of LANGUAGES) {
    const scores = claims.map(({ claim, record, question }) => {
      const explanation = record.explanation(question, { language, zone: description.zone, statements: statements.filter(({ customer_no }) => customer_no === claim.customer_no) });
      return { claim, explanation, curve: curveOf(record.file, explanation, question) };
    });
    for (const { claim, explanation } of scores) await writer.add(claim.explanations[language], [canonicalJson(explanation)]);
    await writer.add(`data/report.${language}.html`, [reportHtml({ description, scores }, language)]);
    await writer.add(`data/report.${language}.pdf`, [await reportPdf({ description, scores }, language)]);
  }
  await writeProofs(writer, contents, sources);
  await writer.add('verify.mjs', [await sources.verifier()]);
}

async function writeProofs(writer: PackageWriter, { description, latest, positions }: Contents, { proofs }: EvidenceSources): Promise<void> {
  function* indices(): Generator<number> {
    for (const position of positions) yield position - 1;
  }
  await writer.add('data/proofs/nodes.txt', hexLines(proofs.hashes(multiproofPath(latest.size, indices()))));
  const lines: string[] = [];
  for (const key of [...description.customers, EDITION_KEY]) lines.push(completenessLine({ key, ...(await proofs.mapEntry(key)) }));
  await writer.add('data/proofs/map.jsonl', lines);
  const checkpoints = [...(await proofs.earlierCheckpoints(description.position, latest)), latest];
  for (const [i, checkpoint] of checkpoints.entries()) {
    await writer.add(checkpointFile(checkpoint.size, checkpoint.serial), [formatCheckpoint(checkpoint)]);
    const next = checkpoints[i + 1];
    if (next && checkpoint.size > 0 && next.size > checkpoint.size) await writer.add(consistencyFile(checkpoint.size, next.size), hexLines(proofs.hashes(consistencyPath(checkpoint.size, next.size))));
  }
}

async function* hexLines(hashes: AsyncIterable<Hash>): AsyncGenerator<string> {
  let text = '';
  for await (const hash of hashes) {
    text += `${hash.toString('hex')}\n`;
    if (text.length > 100_000) {
      yield text;
      text = '';
    }
  }
  yield text;
}
