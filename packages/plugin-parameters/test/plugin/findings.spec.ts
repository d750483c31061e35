import { defineNode, port, type SecretValue, workflow } from '@tenon/core';
import { EnvironmentSecrets, type SecretProvider } from '@tenon/plugin-parameters';
import { only, pass } from '@tenon/testing';
import { expect } from 'chai';
import { got } from '../support/nodes.js';
import { run, type Stated, withParameters } from '../support/runtime.js';

type Findings = ReturnType<ReturnType<typeof withParameters>['runtime']['verify']>;

const told = (findings: Findings) => findings.map(({ code, severity }) => `${severity} ${code}`);

/** The hint of the first finding that a run is refused for. */
async function hintOf(...args: Parameters<typeof run>): Promise<string | undefined> {
  return (await run(...args)).issues.find(({ severity }) => severity === 'error')?.hint;
}

describe('a declared input that goes nowhere', () => {
  const declaring = (config: object = {}) => {
    const flow = workflow('t', { inputs: { rate: port<number>().default(1) } });
    const node = flow.add('n', got, config);
    return { flow, node };
  };

  it('is a warning, whose hint says where it may go', () => {
    const { flow } = declaring();
    flow.add(
      'other',
      defineNode({ type: 'o', inputs: { rate: port().optional() }, run: () => ({}) }),
    );
    const [issue, ...more] = withParameters().runtime.verify(flow.build());
    expect(told(more)).to.deep.equal([]);
    expect(issue).to.deep.include({ code: 'INPUT_UNUSED', severity: 'warning' });
    expect(issue?.message).to.equal(
      'The input "rate" of workflow "t" goes to no node, and no template names it.',
    );
    expect(issue?.hint).to.equal(
      'Say where it goes, flow.input("rate").to(other.in.rate), or write ${rate} in configuration.',
    );
    expect(issue?.where).to.include({ workflow: 't', port: 'rate' });
  });

  it('is none where it goes to a node, or stands in a template', () => {
    const wired = declaring();
    wired.flow.input('rate').to(wired.node.in.a);
    const named = declaring({ b: '${rate}' });
    for (const { flow } of [wired, named]) {
      expect(told(withParameters().runtime.verify(flow.build()))).to.deep.equal([]);
    }
  });

  it('is left open where a node is of a kind that is not known', () => {
    const { flow } = declaring();
    flow.wire({ from: 'n', output: 'got', to: 'n', input: 'nope' });
    const { nodes, ...rest } = flow.build();
    const built = { ...rest, nodes: [...nodes, { id: 'k', node: { kind: 'no-such' } }] } as never;
    const codes = withParameters()
      .runtime.verify(built)
      .map(({ code }) => code);
    expect(codes).to.include('UNKNOWN_KIND').and.not.include('INPUT_UNUSED');
  });

  it('refuses no run', async () => {
    const { status, issues } = await run(declaring().flow.build(), { rate: 2 });
    expect([status, ...told(issues)]).to.deep.equal(['completed', 'warning INPUT_UNUSED']);
    expect(issues[0]?.hint).to.include('flow.input("rate")');
  });
});

describe('a secret for a port that is declared as a text', () => {
  const taking = (auth: ReturnType<typeof port>) =>
    only(defineNode({ type: 'calls', inputs: { auth }, run: () => ({}) }), {
      auth: 'Bearer ${secret:KEY}',
    });

  it('is a warning', () => {
    for (const schema of [{ type: 'string' }, { enum: ['a', 'b'] }] as const) {
      const [issue, ...more] = withParameters().runtime.verify(taking(port(schema)));
      expect(told(more)).to.deep.equal([]);
      expect(issue).to.deep.include({ code: 'SECRET_OPAQUE', severity: 'warning' });
      expect(issue?.message).to.equal(
        '"auth" of node "only" is declared as a text, and gets a secret from ${secret:KEY}, which is opaque.',
      );
      expect(issue?.hint).to.include('port<SecretValue>()');
      expect(issue?.where).to.include({ node: 'only', port: 'auth' });
    }
  });

  it('is none where the port takes a secret, or the value is more than a text', () => {
    const { runtime } = withParameters();
    const ports = [port<SecretValue>(), port({}), port({ type: ['string', 'object'] })];
    for (const auth of ports) expect(told(runtime.verify(taking(auth)))).to.deep.equal([]);
    const plain = only(pass, { value: '${a:-x}' });
    expect(told(runtime.verify(plain))).to.deep.equal([]);
  });
});

describe('what a parameter that softens a finding tells', () => {
  it('is a warning with its hint', async () => {
    const rated = defineNode({ type: 'r', inputs: { rate: port().optional() }, run: () => ({}) });
    const given = { rat: 1, only: { off: 1 } };
    const { warnings } = await run(only(rated), given, { options: { unknown: 'warn' } });
    expect(warnings.map(({ hint, node }) => [hint, node])).to.deep.equal([
      ['Did you mean "rate"?', undefined],
      ['Its inputs: "rate".', 'only'],
    ]);
  });
});

describe('hints', () => {
  const declared = () => {
    const flow = workflow('report', { inputs: { month: port<string>().optional() } });
    flow.add('n', got, { a: '${month}' });
    return flow.build();
  };

  it('of a template name what the run passes in place of a declared input', async () => {
    const { issues } = await run(declared(), { mont: 'May' });
    const hints = issues.map(({ code, hint }) => [code, hint]);
    expect(hints).to.deep.include([
      'TEMPLATE_UNRESOLVED',
      'The workflow declares it, and the run passes "mont": pass it as "month".',
    ]);
    expect(await hintOf(declared(), {})).to.include('pass it as a parameter');
  });

  it('of a template name what is near', async () => {
    const flow = only(got, { a: '${mont}' });
    const { issues } = await run(flow, { month: 'May' });
    expect(issues.map(({ code, hint }) => [code, hint])).to.deep.include([
      'TEMPLATE_UNRESOLVED',
      'Did you mean "month"?',
    ]);
  });

  it('of a template tell that nothing is computed in one', async () => {
    expect(await hintOf(only(got, { a: '${a + 1}' }), { b: 1 })).to.include('nothing is computed');
  });

  it('of a misspelt scheme name the one there is', async () => {
    for (const text of ['${secrte:KEY}', '${SECRET:KEY}', '${secrets:KEY}']) {
      expect(await hintOf(only(got, { a: text })), text).to.equal('Did you mean "secret"?');
    }
    expect(await hintOf(only(got, { a: '${vault:KEY}' }))).to.include('Add the plugin');
  });

  it('of a value for a node say what is due', async () => {
    expect(await hintOf(only(got), { only: 5 })).to.equal(
      '"only" is a node, to which plain objects are addressed: { "only": { input: value } }.',
    );
  });

  describe('of a missing secret', () => {
    const declaring = only(
      defineNode({ type: 's', secrets: { key: 'MAIL_KEY' }, run: () => ({}) }),
    );
    const naming = only(got, { a: '${secret:MAIL_KEY}' });
    const missing = async (flow: typeof declaring, secrets: SecretProvider) => {
      const [issue] = (await run(flow, undefined, { secrets })).issues;
      return [issue?.hint, issue?.where.port];
    };

    it('say which variable was looked for, and what else would do', async () => {
      const provider = new EnvironmentSecrets('APP_', {});
      const asked =
        'Give it to the secret provider EnvironmentSecrets, which looks for the environment variable "APP_MAIL_KEY"';
      expect(await missing(declaring, provider)).to.deep.equal([
        `${asked}, or declare it as { name: "MAIL_KEY", optional: true } where the node can do without.`,
        undefined,
      ]);
      expect(await missing(naming, provider)).to.deep.equal([
        `${asked}, or give the template a default: \${secret:MAIL_KEY:-default}.`,
        'a',
      ]);
    });

    it('do without what a provider does not tell', async () => {
      const get = () => undefined;
      const throws = () => {
        throw new Error('no place');
      };
      const silent: Stated['secrets'][] = [
        { get },
        { get, placeOf: throws },
        { get, placeOf: () => '' },
        Object.assign(Object.create(null) as object, { get }) as SecretProvider,
      ];
      for (const provider of silent) {
        expect((await missing(naming, provider as SecretProvider))[0]).to.match(
          /^Give it to the secret provider, or /,
        );
      }
    });
  });

  it('of a provider that failed say how', async () => {
    class Vault {
      constructor(readonly get: SecretProvider['get']) {}
    }
    const flow = only(got, { a: '${secret:KEY}' });
    const failed = async (get: SecretProvider['get']) => {
      const { error } = await run(flow, undefined, { secrets: new Vault(get) });
      return [error?.message.split(' ').slice(0, 5).join(' '), error?.hint];
    };
    expect(await failed(() => Promise.reject(new Error('down')))).to.deep.equal([
      'The secret provider Vault failed',
      'See the cause.',
    ]);
    expect(await failed(() => 7 as never)).to.deep.equal([
      'The secret provider Vault gave',
      'Answer a text, or undefined where there is none.',
    ]);
  });
});
