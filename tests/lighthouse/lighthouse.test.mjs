// What Google's Lighthouse says of the pages that strangers come to, as a phone with a slow line sees them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { Server } from '../clients/server.mjs';

const leastPerformance = 0.95;

/**
 * Milliseconds that tasks may block the page, in the best of its runs. It is the one part of the score that other work on the machine
 * changes much, since it is time by the clock, taken four times: where no run is quiet enough, the others are to be as good and this one
 * within half as much again as what Lighthouse calls good.
 */
const mostBlocking = 300;

/** Runs at most. Whatever else works on the machine makes a page slower and never faster, so that the best of them is nearest to the page itself. */
const mostRuns = 10;

/** Runs at most for one that went well. */
const mostFailures = 3;

/** Times that a page is asked for beforehand: a server that is still compiling what it runs takes the processor from the page. */
const warmUps = 40;

const blocking = 'total-blocking-time';

let server;
let chrome;
let pages;

before(async () => {
  server = await Server.start();
  server.command(['demo']);
  chrome = await launch({ chromePath: '/usr/bin/chromium', chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic'] });
  const explore = await (await fetch(`${server.url}/explore`)).text();
  pages = { landing: '/', post: /\/posts\/[0-9a-f-]+/.exec(explore)[0], profile: '/@mira.birds' };
  for (const path of Object.values(pages)) for (let i = 0; i < warmUps; i++) assert.equal((await fetch(server.url + path)).status, 200);
});

after(async () => {
  await chrome?.kill();
  await server?.stop();
});

for (const name of ['landing', 'post', 'profile']) {
  test(`Lighthouse on ${name}`, async (context) => {
    const runs = [];
    do runs.push(await audit(server.url + pages[name]));
    while (runs.length < mostRuns && performance(runs.at(-1)) < leastPerformance);

    const { categories, audits } = runs.toSorted((a, b) => performance(b) - performance(a))[0];
    context.diagnostic(`performance ${runs.map((run) => Math.round(performance(run) * 100)).join(', ')}; ` +
      ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'server-response-time'].map((id) => `${id} ${audits[id].displayValue}`).join(', '));
    for (const category of ['accessibility', 'best-practices', 'seo']) {
      const failed = categories[category].auditRefs.map(({ id }) => audits[id]).filter(({ score, scoreDisplayMode }) => score !== null && score < 1 && scoreDisplayMode !== 'informative');
      assert.equal(categories[category].score, 1, `${category}: ${JSON.stringify(failed.map(({ id, title, details }) => ({ id, title, items: details?.items?.slice(0, 3) })), null, 1)}`);
    }
    assert.ok(categories.performance.score >= leastPerformance || (steady(categories.performance, audits) >= leastPerformance && audits[blocking].numericValue <= mostBlocking), `performance: ${JSON.stringify(Object.values(audits).filter(({ score }) => score !== null && score < 0.9).map(({ id, displayValue }) => [id, displayValue]))}`);
  });
}

/** One run that went well: on a machine with other work Chromium at times records too little of one. */
async function audit(url) {
  for (let left = mostFailures; ; left--) {
    const { lhr } = await lighthouse(url, { port: chrome.port, output: 'json', logLevel: 'error' });
    if (!lhr.runtimeError) return lhr;
    assert.notEqual(left, 1, lhr.runtimeError.message);
  }
}

function performance(run) {
  return run.categories.performance.score;
}

/** The score of all but blocking. */
function steady({ auditRefs }, audits) {
  const parts = auditRefs.filter(({ id, weight }) => weight > 0 && id !== blocking);
  const sum = (of) => parts.reduce((all, part) => all + of(part), 0);
  return sum(({ id, weight }) => weight * audits[id].score) / sum(({ weight }) => weight);
}
