import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { url, withClient, type Taken } from './product.js';

const WARM_SECONDS = 2;

/** What somebody sends who answered every question of the main pages: 30 ratings and a comment. */
const ITEMS = ['1_1', '1_2', '2_1', '2_2', '3_1', '3_2', '3_3', '3_4', '4_1', '4_2', '4_3', '4_4', '5_1', '5_2', '5_3', '5_4', '6_1', '6_2', '6_3', '7_1', '7_2', '7_3'].map((id) => `d${id}`);
const body = (n: number): string =>
  new URLSearchParams([['_page', '3'], ['_lang', 'zh'], ...ITEMS.map((id, i): [string, string] => [id, String(((n * 7 + i * 3) % 10) + 1)]), ['overall', '8'], ['versus_expectation', '7'], ['versus_ideal', '6'], ['recommend', '9'], ['im_1', '8'], ['im_2', '7'], ['comment', `第${n}份：停电通知可以早一些，营业厅态度很好。`], ['_go', 'send']]).toString();

/**
 * Sends answers through the form at a steady rate, each with a token of its own; `each` holds the milliseconds from when
 * one was due to be sent until its answer was there. Throws if one was not taken, or is afterwards neither in the log nor
 * in the letterbox.
 */
export async function surveyFormStep({ perSecond, seconds }: { perSecond: number; seconds: number }): Promise<Taken> {
  const count = perSecond * (seconds + WARM_SECONDS);
  const server = fork(join(CHECKOUT, 'dist/test/bench/steps/survey-form-server.js'), { env: { ...process.env, GRIDLEDGER_BENCH_SURVEY: JSON.stringify({ url, invitations: count }) }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  try {
    const [{ links }] = (await once(server, 'message')) as [{ links: string[] }];
    const agent = new Agent({ keepAlive: true, maxSockets: 256 });
    const each: number[] = [];
    const refused: number[] = [];
    const start = performance.now();
    const sending: Promise<void>[] = [];
    while (sending.length < links.length) {
      const due = ((performance.now() - start) / 1000) * perSecond;
      for (let n = sending.length; n < Math.min(due, links.length); n++) {
        const wanted = start + (n / perSecond) * 1000;
        sending.push(send(agent, links[n], body(n)).then((status) => {
          if (status !== 303) refused.push(status);
          if (n >= perSecond * WARM_SECONDS) each.push(performance.now() - wanted);
        }));
      }
      await pause(1);
    }
    await Promise.all(sending);
    const ms = performance.now() - start;
    if (refused.length > 0) throw new Error(`${refused.length} answers were refused: ${[...new Set(refused)].join(', ')}`);
    await nothingIsLost(links.length);
    return { ms, count: each.length, each };
  } finally {
    server.disconnect();
    await once(server, 'exit');
  }
}

function send(agent: Agent, link: string, text: string): Promise<number> {
  return new Promise((done, fail) => {
    const sent = request(link, { method: 'POST', agent, headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(text) } }, (response) => {
      response.resume();
      response.on('end', () => done(response.statusCode!));
    });
    sent.on('error', fail);
    sent.end(text);
  });
}

async function nothingIsLost(count: number): Promise<void> {
  const found = await withClient(async (client) => {
    const { rows } = await client.query<{ redeemed: number; answers: number; waiting: number }>(
      `SELECT (SELECT count(*)::int FROM event WHERE type = 'SurveyTokenRedeemed') AS redeemed, (SELECT count(*)::int FROM event WHERE type = 'AnswersReceived') AS answers,
         (SELECT count(*)::int FROM survey_letter) AS waiting`,
    );
    return rows[0];
  });
  if (found.redeemed !== count || found.answers + found.waiting < count) throw new Error(`of ${count} answers ${found.redeemed} are on record and ${found.answers} + ${found.waiting} are there`);
}
