import { createHash } from 'node:crypto';
import {
  defineNode,
  kind,
  type Plugin,
  port,
  type RunResult,
  RuntimeError,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import { type ReportOptions, recordTimeline, reportOf } from '@tenon/pictures';
import { aRuntime, aWorkflow, expectNoSecretIn, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { HOSTILE } from '../../support/hostile.js';
import { failingWith, halve, taking } from '../../support/nodes.js';
import { gates, loops } from '../../support/plugins.js';
import { readXml } from '../../support/xml.js';

const SECRET = 'correct-horse-battery';

/** Masks one secret in all that a run writes. */
const masking: Plugin = {
  manifest: { name: 'masking', version: '1.0.0' },
  apply(hooks) {
    hooks.prepare.tapPromise('masking', (_, run) => {
      run.mask = { text: masked, value: (shown) => maskedValue(shown) as typeof shown };
      return undefined;
    });
  },
};

function masked(text: string): string {
  return text.replaceAll(SECRET, '***');
}

function maskedValue(shown: unknown): unknown {
  if (typeof shown === 'string') return masked(shown);
  if (typeof shown !== 'object' || shown === null) return shown;
  if (Array.isArray(shown)) return shown.map(maskedValue);
  if (RuntimeError.is(shown)) {
    return new RuntimeError(shown.code, masked(shown.message), { where: shown.where });
  }
  if (shown instanceof Error) return new Error(masked(shown.message));
  return Object.fromEntries(
    Object.entries(shown).map(([name, inner]) => [name, maskedValue(inner)]),
  );
}

/** Ends after so many iterations, and says which numbers it watched. */
function ending(iterations: number, details: Readonly<Record<string, unknown>>): Plugin {
  return loops({
    begin: (scope) => ({
      decide: ({ iteration }) => (iteration < iterations ? 'again' : { reason: 'converged' }),
      ended: () => scope.report(details),
    }),
  });
}

async function reported(
  flow: Workflow,
  plugins: readonly Plugin[] = [],
  options: ReportOptions = {},
): Promise<string> {
  const { runtime } = aRuntime({ plugins });
  const handle = runtime.start(flow, { onError: 'continue' });
  const timeline = recordTimeline(handle);
  return reportOf(flow, await handle.result, { timeline: await timeline, ...options });
}

/** The texts of a page, without what a parser of XML would stumble over. */
function contentOf(html: string) {
  const xml = html
    .replace('<!doctype html>', '')
    .replace(/<(meta|input)\b([^>]*)>/g, '<$1$2/>')
    .replaceAll(' checked/>', ' checked=""/>');
  return readXml(xml);
}

function loopFlow(back = 'shrink'): Workflow {
  const flow = workflow('flow');
  const step = flow.add('step', halve, { x: 1_000_000 });
  flow.loop(back, { back: [[step.out.x, step.in.x]], maxIterations: 20 });
  return flow.build();
}

describe('a report of a run', () => {
  it('is one page that lets nothing be loaded and no script run', async () => {
    const html = await reported(aWorkflow().node('one', value(1)).build());
    const { elements } = contentOf(html);
    const [style] = contentOf(html).textsOf('style');
    const hash = createHash('sha256')
      .update(style ?? '')
      .digest('base64');
    const policy = elements.find(({ attributes }) => attributes['http-equiv'] !== undefined);
    expect(policy?.attributes['content']).to.equal(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    const names = new Set(elements.map(({ name }) => name));
    for (const forbidden of [
      'script',
      'link',
      'iframe',
      'img',
      'object',
      'form',
      'base',
      'use',
      'image',
    ]) {
      expect(names).not.to.include(forbidden);
    }
    for (const { attributes } of elements) {
      for (const [name, given] of Object.entries(attributes)) {
        expect(name).not.to.match(/^on|^style$|^src/);
        if (name.endsWith('href')) expect(given).to.match(/^#node-\d+$/);
      }
    }
  });

  it('tells of every node how it went and why', async () => {
    const flow = aWorkflow('pricing')
      .node('choose', taking('left'))
      .node('went', pass)
      .node('stayed', pass)
      .node('fails', failingWith('no luck'))
      .edge('choose.left', 'went.value')
      .edge('choose.right', 'stayed.value')
      .build();
    const html = await reported(flow, [gates]);
    const { textsOf } = contentOf(html);
    expect(html).to.include('<title>pricing: failed</title>');
    expect(html).to.include('1 failed, 2 completed, 1 skipped');
    expect(textsOf('td').join('\n')).to.include('took "left"');
    expect(textsOf('td').join('\n')).to.match(/"stayed" was skipped.*"choose" took "left"/);
    expect(textsOf('strong')).to.include('✗ NODE_FAILED');
    expect(textsOf('li').join()).not.to.include('undefined');
    expect(textsOf('span').join('\n')).to.include('no luck');
    expect(textsOf('th')).to.include.members(['choose', 'went', 'stayed', 'fails']);
  });

  it('keeps names and messages text, whatever they are', async () => {
    const flow = workflow(HOSTILE[0]);
    // An id with half of a surrogate pair is refused.
    const names = HOSTILE.filter((name) => !/\p{Cs}/u.test(name));
    for (const name of names) flow.add(name, failingWith(name));
    const html = await reported(flow.build());
    const { elements, textsOf } = contentOf(html);
    const used = elements.map(({ name }) => name);
    expect(used).not.to.include('script');
    expect(used).not.to.include('img');
    expect(textsOf('title')[0]).to.equal(`${HOSTILE[0]}: failed`);
    expect(textsOf('th')).to.include.members(['__proto__', 'constructor', HOSTILE[0], HOSTILE[1]]);
  });

  it('shows no secret of the run', async () => {
    const flow = workflow('flow', { outputs: { value: port<string>() } });
    const leak = flow.add('leak', value(`the key is ${SECRET}`));
    flow.add('fails', failingWith(`refused ${SECRET}`));
    flow.output('value', leak.out.value);
    const html = await reported(flow.build(), [masking]);
    expectNoSecretIn(html, SECRET);
    expect(html).to.include('the key is ***');
    expect(html).to.include('refused ***');
  });

  it('plots the numbers of loops, those that the condition reads first, and tells trends', async () => {
    const watched = {
      'step.x': { last: 1, trend: 'settling' },
      'step.error': { last: 2, trend: 'moving' }, // says nothing
    };
    const html = await reported(loopFlow(), [ending(12, { watched })]);
    const { textsOf } = contentOf(html);
    expect(textsOf('h3')).to.deep.equal(['↻ shrink']);
    expect(textsOf('p').join('\n')).to.match(
      /converged after 12 iterations, .*; step\.x: settling$/m,
    );
    const titles = textsOf('text').filter((text) => /^step\.(?:x|error)$/.test(text));
    expect(titles).to.deep.equal(['step.x', 'step.error']);
    // From half a million to a few hundred: a logarithmic scale.
    expect(textsOf('text')).to.include('1e+5');
  });

  it('plots the history of a loop where nothing was recorded', async () => {
    const flow = loopFlow('__proto__');
    const history = [1, 2, 3].map((iteration) => ({
      iteration,
      outputs: { step: { x: iteration }, other: null },
    }));
    const { runtime } = aRuntime({ plugins: [ending(3, { history })] });
    const result = await runtime.execute(flow);
    const html = await reportOf(flow, result);
    const { textsOf } = contentOf(html);
    expect(textsOf('text')).to.include('step.x');
    expect(textsOf('p').join('\n')).to.include('No times are known.');
  });

  it('tells how a loop failed, leaves out numbers that are none, and further ones than fit', async () => {
    const many = defineNode({
      type: 'many',
      inputs: { x: port<number>() },
      outputs: {
        x: port<number>(),
        a: port(),
        b: port(),
        c: port(),
        d: port(),
        e: port(),
        f: port(),
        g: port(),
      },
      run: () => ({ x: Number.NaN, a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 }),
    });
    const flow = workflow('flow');
    const step = flow.add('step', many, { x: 1 });
    flow.loop('spin', { back: [[step.out.x, step.in.x]] });
    const controller = {
      begin: () => ({
        decide: ({ iteration }: { readonly iteration: number }) =>
          iteration < 2
            ? ('again' as const)
            : {
                reason: 'maxIterations' as const,
                error: new RuntimeError('OPTION_INVALID', 'It spins.', { hint: 'Stop it.' }),
              },
      }),
    };
    const html = await reported(flow.build(), [loops(controller)]);
    const { textsOf } = contentOf(html);
    expect(html).to.include('2 more numbers are not plotted.');
    expect(textsOf('p').join('\n')).to.include('It spins.');
    expect(textsOf('p')).to.include('Stop it.');
    expect(textsOf('text')).not.to.include('step.x');
    expect(textsOf('text')).to.include('step.a');
  });

  it('tells what refused a run, and warnings', async () => {
    const flow = workflow('flow');
    flow.add('one', kind('missing'));
    const built = flow.build();
    const refused = await aRuntime().runtime.start(built).result;
    const html = await reportOf(built, refused);
    expect(html).to.include('✗ refused');
    expect(html).to.include('UNKNOWN_KIND');
    expect(contentOf(html).textsOf('td')).to.include('not reached');

    const warning: Plugin = {
      manifest: { name: 'warns', version: '1.0.0' },
      apply: (hooks) =>
        hooks.nodeSettled.tap('warns', (_, __, run) => {
          run.warn({ code: 'STALE', message: 'It is <old>.', hint: 'Renew it.' });
        }),
    };
    const warned = await reported(aWorkflow().node('one', value(1)).build(), [warning]);
    expect(warned).to.include('! STALE');
    expect(warned).to.include('It is &lt;old&gt;.');
    expect(warned).to.include('Renew it.');
    expect(warned).to.include('<a href="#findings">1</a>');
  });

  it('leaves findings out where there are very many, and says how many', async () => {
    const flow = workflow('flow');
    for (let i = 0; i < 250; i++) flow.add(`n${String(i)}`, failingWith('no luck'));
    const html = await reported(flow.build());
    expect(contentOf(html).textsOf('li')).to.have.length(200);
    expect(html).to.include('50 more are left out.');
  });

  it('takes the times of outcomes where nothing was recorded', async () => {
    const flow = aWorkflow().node('one', value(1)).build();
    const result = await aRuntime().runtime.start(flow, { timing: true }).result;
    const html = await reportOf(flow, result);
    expect(html).to.include('class="mark-rect role-mark bar-completed"');
    expect(html).not.to.include('No times are known.');
  });

  it('tells sub-workflows, and draws them closed where there is too much in them', async () => {
    const io = { value: port<number>() };
    const inner = workflow('inner', { inputs: io, outputs: io });
    const [first, ...others] = Array.from({ length: 2_100 }, (_, i) =>
      inner.add(`n${String(i)}`, pass),
    );
    inner.input('value').to(...[first, ...others].map((node) => node?.in.value as never));
    inner.output('value', first?.out.value as never);
    const flow = workflow('outer');
    flow.add('sub', subWorkflow(inner.build()), { value: 1 });
    const html = await reported(flow.build());
    expect(html).to.include('Sub-workflows are drawn as one box each');
    expect(contentOf(html).textsOf('th')).to.include('sub / n7');
    expect(html).to.include('class="node workflow completed"');
  });

  it('goes without a picture where the workflow itself is too large, and counts what is left out', async () => {
    const flow = workflow('outer');
    for (let i = 0; i < 5_100; i++) flow.add(`n${String(i)}`, value(i));
    flow.add('fails', failingWith('no luck'));
    const html = await reported(flow.build());
    expect(html).to.include('comes to 5101 boxes');
    expect(html).to.include('101 more nodes are left out.');
    expect(contentOf(html).textsOf('th')).to.include('fails');
    // Events were lost, since nothing in this run lets a reader have a turn; outcomes have times all the same.
    expect(html).to.match(/The 2000 longest of 5\d{3} visits are drawn\./);
    expect(html).to.include('more events are not on record.');
  });

  it('shares lanes among many nodes, and shows how many ran at once', async () => {
    const flow = workflow('wide');
    const later = defineNode({
      type: 'later',
      outputs: { value: port<number>() },
      run: async () => ({ value: await Promise.resolve(1) }),
    });
    for (let i = 0; i < 100; i++) flow.add(`n${String(i)}`, later);
    const html = await reported(flow.build());
    const { elements, textsOf } = contentOf(html);
    const bars = elements.filter(
      ({ name, attributes }) => name === 'a' && attributes['href'] !== undefined,
    );
    expect(
      elements.filter(({ attributes }) => attributes['aria-label']?.startsWith('n')).length +
        bars.length,
    ).to.be.at.least(100);
    expect(textsOf('text')).to.include('running at once');
  });

  it('is the same for the same run', async () => {
    const flow = loopFlow();
    const { runtime } = aRuntime({ plugins: [ending(3, {})] });
    const handle = runtime.start(flow);
    const timeline = await recordTimeline(handle);
    const result: RunResult<unknown> = await handle.result;
    const first = await reportOf(flow, result, { timeline });
    expect(await reportOf(flow, result, { timeline })).to.equal(first);
  });
});
