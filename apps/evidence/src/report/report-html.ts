import { Html, html } from '#apps/api/src/pages/html.js';
import { categoryTable, furtherDetails, pointsOf, scoreCard } from '#apps/api/src/pages/customer-page.js';
import { PAGE_WORDS } from '#apps/api/src/pages/page-words.js';
import { scoreCurve } from '#apps/api/src/pages/score-curve.js';
import { STYLE } from '#apps/api/src/pages/style.js';
import type { ExplainedEntry, Language } from '#credit/explaining/explanation.js';
import type { PackageDescription } from '#credit/evidence/package-description.js';
import { REPORT_WORDS } from './report-words.js';
import type { Report, ReportedScore } from './report.js';

/** The report of a package as one page that needs nothing else: no script, its own style (ours, so that it is markup as it is). */
export function reportHtml({ description, scores }: Report, language: Language): string {
  const words = REPORT_WORDS[language];
  return `<!doctype html>\n${
    html`<html lang="${language === 'en' ? 'en' : 'zh-Hans'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title} ${description.id}</title>
<style>${new Html(STYLE)}</style></head>
<body><main>
<h1>${words.title}</h1>
<p>${words.about}</p>
<p class="soft small">${words.howToCheck}</p>
${whatItIs(description, language)}
${scores.length === 0 ? html`<section><p>${words.noScores}</p></section>` : scores.map((score) => scoreSection(score, language))}
</main></body>
</html>
`.markup
  }`;
}

/** What was asked for, in words. */
export function selectionText({ selection }: PackageDescription, language: Language): string {
  const words = REPORT_WORDS[language];
  switch (selection.kind) {
    case 'customer':
      return `${words.customer} ${selection.customer_no}`;
    case 'period':
      return words.period(selection.from, selection.to);
    case 'decision':
      return `${words.decision(selection.rating_id)} · ${words.customer} ${selection.customer_no}`;
  }
}

function whatItIs(description: PackageDescription, language: Language): Html {
  const words = REPORT_WORDS[language];
  const { purpose, exportedAt, exportedBy, events, withheld, treeSize, customers, id } = description;
  return html`<section aria-labelledby="what"><h2 id="what">${words.what}</h2>
<p>${selectionText(description, language)}</p>
<p>${words.holds(events, withheld, treeSize)}</p>
${customers.length > 0 && html`<p>${words.customers} ${customers.join(language === 'zh' ? '、' : ', ')}</p>`}
<p>${words.purpose}: ${purpose}</p>
<p class="soft small">${words.exported(exportedAt, exportedBy)} · ${id}</p></section>`;
}

function scoreSection({ claim, explanation, curve }: ReportedScore, language: Language): Html {
  const words = REPORT_WORDS[language];
  const pageWords = PAGE_WORDS[language];
  return html`<h2>${claim.rating === null ? words.scoreAsked : words.scoreOf(claim.rating)} · ${words.customer} ${claim.customer_no}</h2>
${claim.confidentialOmitted && html`<p><span class="mark bad">${words.confidential}</span></p>`}
${scoreCard(explanation, pageWords)}
${curve && html`<section><h3>${pageWords.curve}</h3>${scoreCurve(curve, language)}</section>`}
<section><h3>${pageWords.categories}</h3>${categoryTable(explanation, pageWords, language)}</section>
<section><h3>${words.chain}</h3>${explanation.entries.length === 0 ? html`<p>${pageWords.noEntries}</p>` : explanation.entries.map((entry) => entryChain(entry, language))}</section>
${furtherDetails(explanation, pageWords)}`;
}

/** One entry from the clause through the values and the sum to the recorded facts. */
function entryChain(entry: ExplainedEntry, language: Language): Html {
  const words = REPORT_WORDS[language];
  const pageWords = PAGE_WORDS[language];
  return html`<article class="entry"><header>${pointsOf(entry.effective)}<h3>${entry.rule} ${entry.heading.zh}${language === 'en' && ` ${entry.heading.en}`}</h3>${entry.disputed && html`<span class="mark bad">${pageWords.disputed}</span>`}</header>
<p>${entry.text}</p>
<p class="soft small">${pageWords.clause} ${entry.clause} · ${pageWords.since(entry.since, entry.until)} · ${words.arithmetic(entry.arithmetic.before, entry.effective, entry.arithmetic.after)}</p>
<h4>${pageWords.facts}</h4><ul class="small">${entry.facts.map((fact) => html`<li>${fact.text} <span class="soft">(${fact.document}: ${words.fact(fact.occurredOn, fact.recordedAt, fact.position)})</span>${fact.late && html` <span class="mark soft">${pageWords.late}</span>`}</li>`)}</ul>
<h4>${words.restsOn}</h4><ul class="small">${entry.basis.map(({ label, value, status, source, clause, note }) => html`<li>${label}: ${value} <span class="mark soft">${status} ${words.statuses[status]}</span> ${source} ${clause}${note !== '' && `. ${note}`}</li>`)}</ul>
${entry.statement !== null && html`<h4>${pageWords.statement}</h4><blockquote>${entry.statement}</blockquote>`}</article>`;
}
