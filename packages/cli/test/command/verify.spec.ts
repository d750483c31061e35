import { expect } from 'chai';
import { removeFolders } from '../support/folder.js';
import { aProject, oneNode } from '../support/project.js';
import { call } from '../support/terminal.js';

const WRONG = `tenon: 1
name: wrong
nodes:
  size: { kind: switch-no, config: { cases: { long: 'size(value) >' } } }
  hello: { kind: greet, config: { wrods: Hi } }
connections:
  - size.long -> helo.name
`;

describe('tenon verify', () => {
  let cwd: string;
  before(() => {
    cwd = aProject({
      'wrong.yaml': WRONG,
      'bad.yaml': 'tenon: 2\n',
      'fail.yaml': oneNode('fail'),
    });
  });
  after(removeFolders);

  it('tells every finding with file, line and column, and what would fix it', async () => {
    const { code, out } = await call({ cwd }, 'verify', 'wrong.yaml');
    expect(code).to.equal(3);
    expect(out).to.match(/^wrong\.yaml:4:3: error UNKNOWN_KIND .*"switch-no"/m);
    expect(out).to.include('Did you mean "switch-on"?');
    expect(out).to.match(/^wrong\.yaml:7:\d+: error UNKNOWN_NODE/m);
    expect(out).to.match(/✗ wrong\.yaml: 3 errors, 1 warning\n$/);
  });

  it('looks at each file, and says of each how it stands', async () => {
    const { code, out } = await call({ cwd }, 'verify', 'greeting.yaml', 'bad.yaml', 'fail.yaml');
    expect(code).to.equal(3);
    expect(out).to.include('✓ greeting.yaml: in order, 1 info');
    expect(out).to.include('✗ bad.yaml: ').and.to.include('✓ fail.yaml: in order\n');
  });

  it('prints errors only, or data, where it is asked to', async () => {
    const quiet = await call({ cwd }, 'verify', '-q', 'greeting.yaml', 'wrong.yaml');
    expect(quiet.out).to.include('wrong.yaml:4:3: error').and.to.not.include('greeting.yaml');
    const json = await call({ cwd }, 'verify', '--json', 'wrong.yaml');
    const [first] = JSON.parse(json.out) as { where: { line: number; file: string } }[];
    expect(first?.where.line).to.be.a('number');
    expect(first?.where.file).to.match(/wrong\.yaml$/);
  });

  it('takes files that are not there for a mistake in the arguments', async () => {
    expect((await call({ cwd }, 'verify', 'nowhere.yaml')).code).to.equal(2);
    expect((await call({ cwd }, 'verify', 'nowhere.yaml', 'wrong.yaml')).code).to.equal(3);
    expect((await call({ cwd }, 'verify')).code).to.equal(2);
  });
});
