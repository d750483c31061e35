import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workflow } from '@tenon/core';
import { drawingOf, mermaidOf, recordTimeline, reportOf, svgOf } from '@tenon/pictures';
import { aRuntime, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { plainText } from '#pictures/text/plain-text.js';
import { HOSTILE } from '../support/hostile.js';
import { failingWith, halve } from '../support/nodes.js';
import { loops } from '../support/plugins.js';
import { launch, watched } from './page.js';

const NAMES = HOSTILE.filter((name) => !/\p{Cs}/u.test(name));

/** A workflow whose names and messages are all hostile, with a loop. */
function hostileFlow() {
  const flow = workflow(HOSTILE[0]);
  const start = flow.add('start', value(1));
  for (const [index, name] of NAMES.entries()) {
    const node = flow.add(name, index % 3 === 0 ? failingWith(name) : pass);
    flow.connect(start.out.value, node.input('value') as never, { contract: name });
  }
  const step = flow.add('step', halve, { x: 1_000_000 });
  flow.loop('shrink', { back: [[step.out.x, step.in.x]] });
  return flow.build();
}

async function reportOfHostileFlow(): Promise<string> {
  const flow = hostileFlow();
  const controller = {
    begin: () => ({
      decide: ({ iteration }: { readonly iteration: number }) =>
        iteration < 30 ? ('again' as const) : ({ reason: 'converged' } as const),
    }),
  };
  const checks = { manifest: { name: 'checks', version: '1.0.0', provides: ['validation'] } };
  const { runtime } = aRuntime({ plugins: [loops(controller), checks] });
  const handle = runtime.start(flow, { onError: 'continue' });
  const timeline = recordTimeline(handle);
  const result = await handle.result;
  return reportOf(flow, result, { timeline: await timeline });
}

describe('pictures and reports in Chromium', function () {
  this.timeout(60_000);
  let browser: Browser;
  let folder: string;
  /** Screenshots stay where they are asked for, and go otherwise. */
  const kept = process.env['SCREENSHOTS'];

  before(async () => {
    folder = kept ?? (await mkdtemp(join(tmpdir(), 'tenon-pictures-')));
    browser = await launch();
  });
  after(async () => {
    await browser.close();
    if (kept === undefined) await rm(folder, { recursive: true });
  });

  async function put(name: string, content: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return pathToFileURL(path).href;
  }

  for (const scheme of ['light', 'dark'] as const) {
    it(`show a report from a file, ${scheme}, without a request, a script or a complaint`, async () => {
      const { page, complaints, requests } = await watched(browser, scheme);
      await page.goto(await put('report.html', await reportOfHostileFlow()));
      const picture = await page.screenshot({
        path: join(folder, `report-${scheme}.png`),
        fullPage: true,
      });

      expect(picture.length).to.be.above(20_000);
      expect(await page.title()).to.equal(`${HOSTILE[0]}: failed`);
      expect(await page.locator('script, img, iframe, [onload], [onerror]').count()).to.equal(0);
      const headings = await page.locator('tbody th').allTextContents();
      expect(headings).to.include.members([
        HOSTILE[0],
        HOSTILE[1],
        '__proto__',
        plainText('x'.repeat(10_000), 120),
      ]);
      const labels = await page.locator('.picture text').allTextContents();
      expect(labels).to.include.members(NAMES.map((name) => plainText(name, 40)));
      expect(await page.locator('.charts .course path').count()).to.equal(2);
      // The style sheet is let in by its hash, so the colours are those of the scheme.
      const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(background).to.equal(scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(13, 17, 23)');
      expect(complaints).to.deep.equal([]);
      expect(requests).to.deep.equal([]);
    });
  }

  it('filter nodes and lead from the timeline to them, without a script', async () => {
    const { page } = await watched(browser, 'light');
    await page.goto(await put('report.html', await reportOfHostileFlow()));
    const rows = page.locator('tbody tr:visible');
    const all = await rows.count();
    await page.locator('label[for=show-failed]').click();
    expect(await rows.count()).to.be.within(1, all - 1);
    await page.locator('label[for=show-all]').click();
    await page.locator('#timeline a').first().click();
    expect(page.url()).to.match(/#node-\d+$/);
    expect(await page.locator('tr:target').count()).to.equal(1);
  });

  it('let nothing run that got into a page all the same', async () => {
    const { page, complaints } = await watched(browser, 'light');
    const html = await reportOfHostileFlow();
    const broken = html.replace(
      '</body>',
      '<script>document.title="hacked"</script><img src="https://example.invalid/x" onerror="document.title=1"></body>',
    );
    await page.goto(await put('broken.html', broken));
    expect(await page.title()).to.equal(`${HOSTILE[0]}: failed`);
    expect(complaints.join('\n')).to.match(/Content Security Policy/);
  });

  it('show a picture from a file of its own', async () => {
    const { page, complaints, requests } = await watched(browser, 'dark');
    await page.goto(await put('picture.svg', await svgOf(drawingOf(hostileFlow()))));
    const picture = await page.screenshot({ path: join(folder, 'picture.png') });
    expect(picture.length).to.be.above(5_000);
    const labels = await page.locator('text').allTextContents();
    expect(labels).to.include.members(NAMES.map((name) => plainText(name, 40)));
    expect(complaints).to.deep.equal([]);
    expect(requests).to.deep.equal([]);
  });

  it('show Mermaid text, drawn by Mermaid, with names as they are', async () => {
    const { page, complaints } = await watched(browser, 'light');
    const script = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');
    await page.goto(
      await put('mermaid.html', '<!doctype html><meta charset="utf-8"><div id="drawing"></div>'),
    );
    await page.addScriptTag({ content: readFileSync(script, 'utf8') });
    const text = mermaidOf(drawingOf(hostileFlow()));
    const shown = await page.evaluate<readonly string[]>(`(async () => {
      mermaid.initialize({ startOnLoad: false });
      const { svg } = await mermaid.render('graph', ${JSON.stringify(text)});
      document.getElementById('drawing').innerHTML = svg;
      return [...document.querySelectorAll('.node .nodeLabel')].map((label) => label.innerText);
    })()`);
    await page.screenshot({ path: join(folder, 'mermaid.png') });
    const names = shown.map((label) => label.split('\n')[0]);
    expect(names).to.include.members(NAMES.map((name) => plainText(name, 40)));
    expect(await page.title()).not.to.include('hacked');
    expect(complaints).to.deep.equal([]);
  });
});
