import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { PAGE_WORDS } from '#apps/api/src/pages/page-words.js';
import type { ExplainedEntry, Language } from '#credit/explaining/explanation.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { drawCurve } from './draw-curve.js';
import { REPORT_WORDS } from './report-words.js';
import { selectionText } from './report-html.js';
import type { Report, ReportedScore } from './report.js';

const FONTS = join(CHECKOUT, 'node_modules/@embedpdf/fonts-sc/fonts');
const INK = '#1c2430';
const SOFT = '#55606e';
const BAD = '#a4161a';
const GOOD = '#176b3a';
const MARGIN = 48;

type Document = InstanceType<typeof PDFDocument>;

/** The same report for paper: A4, its fonts embedded, numbered pages; no clock but the time of the export. */
export async function reportPdf({ description, scores }: Report, language: Language): Promise<Buffer> {
  const words = REPORT_WORDS[language];
  const title = `${words.title} ${description.id}`;
  const document = new PDFDocument({ size: 'A4', margin: MARGIN, bufferPages: true, lang: language === 'en' ? 'en' : 'zh-CN', info: { Title: title, CreationDate: new Date(description.exportedAt) } });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve, reject) => document.once('end', resolve).once('error', reject));
  document.registerFont('text', join(FONTS, 'NotoSansHans-Regular.otf')).registerFont('bold', join(FONTS, 'NotoSansHans-Medium.otf'));
  line(document, words.title, { size: 20, font: 'bold' });
  line(document, words.about, { size: 9.5, color: SOFT });
  line(document, words.howToCheck, { size: 9.5, color: SOFT });
  gap(document);
  line(document, selectionText(description, language), { size: 12, font: 'bold' });
  line(document, words.holds(description.events, description.withheld, description.treeSize));
  if (description.customers.length > 0) line(document, `${words.customers} ${description.customers.join(language === 'zh' ? '、' : ', ')}`);
  line(document, `${words.purpose}: ${description.purpose}`);
  line(document, `${words.exported(description.exportedAt, description.exportedBy)} · ${description.id}`, { size: 9, color: SOFT });
  if (scores.length === 0) line(document, words.noScores);
  for (const score of scores) writeScore(document, score, language);
  numberPages(document, description.id);
  document.end();
  await finished;
  return Buffer.concat(chunks);
}

function writeScore(document: Document, { claim, explanation, curve }: ReportedScore, language: Language): void {
  const words = REPORT_WORDS[language];
  const pageWords = PAGE_WORDS[language];
  gap(document, 1);
  room(document, 140);
  line(document, `${claim.rating === null ? words.scoreAsked : words.scoreOf(claim.rating)} · ${words.customer} ${claim.customer_no}`, { size: 14, font: 'bold' });
  if (claim.confidentialOmitted) line(document, words.confidential, { color: BAD });
  line(document, `${explanation.total} ${pageWords.outOf}    ${explanation.grade}`, { size: 18, font: 'bold' });
  if (explanation.veto !== '') line(document, pageWords.veto(explanation.veto), { color: BAD, font: 'bold' });
  if (explanation.provisional) line(document, pageWords.provisional(explanation.provisionalUntil), { color: SOFT });
  line(document, pageWords.restsOn(explanation.asOf, explanation.knownAsOf, explanation.position, explanation.edition), { size: 9, color: SOFT });
  if (curve) {
    room(document, 190);
    line(document, pageWords.curve, { font: 'bold' });
    drawCurve(document, curve);
  }
  gap(document);
  line(document, pageWords.categories, { size: 12, font: 'bold' });
  for (const { code, name, full, deductions, rewards, capped, value } of explanation.categories) {
    line(document, `${code} ${name.zh}${language === 'en' ? ` ${name.en}` : ''}: ${full} ${deductions} +${rewards} ${capped === '0.00' ? '' : `(${pageWords.capped} ${capped}) `}= ${value}`);
  }
  gap(document);
  line(document, words.chain, { size: 12, font: 'bold' });
  if (explanation.entries.length === 0) line(document, pageWords.noEntries);
  for (const entry of explanation.entries) writeEntry(document, entry, language);
  for (const { rule, reason } of explanation.notApplied) line(document, `${rule}: ${reason}`, { size: 8.5, color: SOFT });
}

function writeEntry(document: Document, entry: ExplainedEntry, language: Language): void {
  const words = REPORT_WORDS[language];
  const pageWords = PAGE_WORDS[language];
  room(document, 70);
  line(document, `${entry.effective.startsWith('-') ? entry.effective.replace('-', '−') : `+${entry.effective}`}  ${entry.rule} ${entry.heading.zh}${language === 'en' ? ` ${entry.heading.en}` : ''}`, { size: 11, font: 'bold', color: entry.effective.startsWith('-') ? BAD : GOOD });
  line(document, entry.text);
  line(document, `${pageWords.clause} ${entry.clause} · ${pageWords.since(entry.since, entry.until)} · ${words.arithmetic(entry.arithmetic.before, entry.effective, entry.arithmetic.after)}`, { size: 9, color: SOFT });
  for (const fact of entry.facts) line(document, `• ${fact.text} (${fact.document}: ${words.fact(fact.occurredOn, fact.recordedAt, fact.position)})`, { size: 9, indent: 10 });
  for (const { label, value, status, source, clause } of entry.basis) line(document, `◦ ${label}: ${value} [${status} ${words.statuses[status]}] ${source} ${clause}`, { size: 8.5, indent: 10, color: SOFT });
  if (entry.statement !== null) line(document, `${pageWords.statement}: ${entry.statement}`, { size: 9, indent: 10 });
  gap(document, 0.4);
}

function line(document: Document, text: string, { size = 10, font = 'text', color = INK, indent = 0 }: { size?: number; font?: string; color?: string; indent?: number } = {}): void {
  document.font(font).fontSize(size).fillColor(color).text(text, MARGIN + indent, undefined, { width: document.page.width - 2 * MARGIN - indent, lineGap: 1.5 });
}

const gap = (document: Document, lines = 0.6): void => void document.moveDown(lines);

/** Begins a page unless there is so much room left on this one. */
function room(document: Document, height: number): void {
  if (document.y + height > document.page.height - MARGIN) document.addPage();
}

function numberPages(document: Document, id: string): void {
  const { start, count } = document.bufferedPageRange();
  for (let i = 0; i < count; i++) {
    document.switchToPage(start + i);
    // Below the margin, where text would otherwise begin a page of its own.
    document.page.margins.bottom = 0;
    document.font('text').fontSize(8).fillColor(SOFT).text(`${id} · ${i + 1}/${count}`, MARGIN, document.page.height - 32, { lineBreak: false });
  }
}
