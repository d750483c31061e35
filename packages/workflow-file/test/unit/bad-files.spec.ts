import { parseWorkflow } from '@tenon/workflow-file';
import { expect } from 'chai';
import { findingsOf, told } from '../support/findings.js';

/** A file with some lines behind those that every file has. The first of them is line 3. */
function file(...lines: readonly string[]): string {
  return ['tenon: 1', 'name: bad', ...lines, ''].join('\n');
}

/** Each row: what it is, the text, and what is told of it. */
const ROWS: readonly (readonly [what: string, text: string, ...findings: readonly string[]])[] = [
  ['an empty file', '', '1:1 FILE_SYNTAX The file is empty.'],
  ['a comment alone', '# nothing\n', '1:1 FILE_SYNTAX The file is empty.'],
  ['a list', '- a\n', '1:1 FILE_VALUE_INVALID The file is a list, not an object.'],
  ['a text', 'hello\n', '1:1 FILE_VALUE_INVALID The file is "hello", not an object.'],
  [
    'no version and no name',
    'nodes: {}\n',
    '1:1 FILE_VERSION The file does not say which version of the format it has.',
    '1:1 FILE_MEMBER_MISSING The workflow has no "name".',
  ],
  [
    'a newer version, of which nothing else is told',
    'tenon: 2\nnew: thing\n',
    '1:8 FILE_VERSION The file is written in version 2 of the format, and this package reads version 1.',
  ],
  [
    'a version that is none',
    'tenon: "1"\nname: a\n',
    '1:8 FILE_VERSION "tenon" is "1", which is no version of the format.',
  ],
  [
    'unknown members at every place',
    file(
      'nods: {}',
      'nodes: { a: { kind: x, conifg: {} } }',
      'loops: { l: { back: [], untill: x } }',
      'inputs: { i: { two: a.b } }',
      'outputs: { o: { form: a.b } }',
      'connections: [{ from: a.x, to: a.y, contrct: z }]',
      'workflows: { w: { tenon: 1 } }',
    ),
    '3:1 FILE_MEMBER_UNKNOWN The file has a member "nods", which there is not.',
    '4:24 FILE_MEMBER_UNKNOWN Node "a" has a member "conifg", which there is not.',
    '5:25 FILE_MEMBER_UNKNOWN Loop "l" has a member "untill", which there is not.',
    '6:16 FILE_MEMBER_UNKNOWN Input "i" of workflow "bad" has a member "two", which there is not.',
    '7:17 FILE_MEMBER_UNKNOWN Output "o" of workflow "bad" has a member "form", which there is not.',
    '8:37 FILE_MEMBER_UNKNOWN Connection 1 of workflow "bad" has a member "contrct", which there is not.',
    '9:19 FILE_MEMBER_UNKNOWN Workflow "w" has a member "tenon", which there is not.',
  ],
  [
    'a workflow inside that is none',
    file('workflows: { w: [] }'),
    '3:17 FILE_VALUE_INVALID Workflow "w" is a list, not an object.',
  ],
  [
    'nodes of a workflow without a name',
    'tenon: 1\nnodes: { a: { file: b.yaml } }\n',
    '1:1 FILE_MEMBER_MISSING The workflow has no "name".',
    '2:21 FILE_REFERENCE Node "a" is the workflow of the file "b.yaml", which was not given.',
  ],
  [
    'a name that is a number, or empty',
    'tenon: 1\nname: 2024\n',
    '2:7 FILE_VALUE_INVALID The "name" of the workflow is 2024, not a text.',
  ],
  [
    'an empty name',
    'tenon: 1\nname: ""\n',
    '2:7 FILE_VALUE_INVALID The name of the workflow is empty.',
  ],
  [
    'parts of another kind than they must be',
    file('nodes: []', 'connections: {}', 'loops: 5', 'metadata: text', 'inputs: ~', 'workflows: 1'),
    '3:8 FILE_VALUE_INVALID The "nodes" of workflow "bad" is a list, not an object.',
    '4:14 FILE_VALUE_INVALID The "connections" of workflow "bad" is an object, not a list.',
    '5:8 FILE_VALUE_INVALID The "loops" of workflow "bad" is 5, not an object.',
    '6:11 FILE_VALUE_INVALID The "metadata" of workflow "bad" is "text", not an object.',
    '7:9 FILE_VALUE_INVALID The "inputs" of workflow "bad" is null, not an object.',
    '8:12 FILE_VALUE_INVALID The "workflows" of the file is 1, not an object.',
  ],
  [
    'nodes that are none',
    file(
      'nodes:',
      '  a: pass',
      '  b: {}',
      '  c: { kind: 5 }',
      '  d: { kind: x, file: y.yaml }',
      '  e: { kind: x, config: [1], join: al, timeoutMs: soon }',
      '  f: { kind: x, type: y }',
      '  g: { kind: ~ }',
      '  h: { workflow: nowhere }',
      '  i: { workflow: w, type: "" }',
      'workflows: { were: {}, w: {} }',
    ),
    '4:6 FILE_VALUE_INVALID Node "a" is "pass", not an object.',
    '5:6 FILE_MEMBER_MISSING Node "b" has no "kind".',
    '6:14 FILE_VALUE_INVALID The "kind" of node "c" is 5, not a text.',
    '7:17 FILE_VALUE_INVALID Node "d" has a "kind" and a "file".',
    '8:25 FILE_VALUE_INVALID The "config" of node "e" is a list, not an object.',
    '8:36 FILE_VALUE_INVALID The "join" of node "e" is "al", not "all" or "any".',
    '8:51 FILE_VALUE_INVALID The "timeoutMs" of node "e" is "soon", not a number.',
    '9:17 FILE_MEMBER_UNKNOWN Node "f" has a "type", which is for sub-workflows.',
    '10:14 FILE_VALUE_INVALID The "kind" of node "g" is null, not a text.',
    '11:18 FILE_VALUE_INVALID Node "h" is the workflow "nowhere", which the file does not hold.',
    '12:27 FILE_VALUE_INVALID The "type" of node "i" is "", not a text that is not empty.',
  ],
  [
    'connections that are none',
    file(
      'connections:',
      '  - 5',
      '  - a.x',
      '  - a.x -> b.y -> c.z',
      '  - a.x->b.y',
      '  - a -> b.y',
      '  - a.x -> b',
      '  - a.x[ -> b.y',
      '  - a[0] -> b.y',
      '  - a.x -> b.y.z',
      '  - { from: a.x }',
      '  - { from: 1, to: b.y.z, contract: [] }',
    ),
    '4:5 FILE_VALUE_INVALID Connection 1 of workflow "bad" is 5.',
    '5:5 FILE_VALUE_INVALID Connection 2 of workflow "bad", "a.x", has no arrow.',
    '6:5 FILE_VALUE_INVALID Connection 3 of workflow "bad", "a.x -> b.y -> c.z", has more than one arrow.',
    '7:5 FILE_VALUE_INVALID Connection 4 of workflow "bad", "a.x->b.y", has no arrow.',
    '8:5 FILE_VALUE_INVALID Connection 5 of workflow "bad", "a -> b.y", starts at "a", which names no port.',
    '9:5 FILE_VALUE_INVALID Connection 6 of workflow "bad", "a.x -> b", ends at "b", which names no port.',
    '10:5 FILE_VALUE_INVALID Connection 7 of workflow "bad", "a.x[ -> b.y", starts at "a.x[", which cannot be read: The path "a.x[" cannot be read at position 3.',
    '11:5 FILE_VALUE_INVALID Connection 8 of workflow "bad", "a[0] -> b.y", starts at "a[0]", which has a number for a name.',
    '12:5 FILE_VALUE_INVALID Connection 9 of workflow "bad", "a.x -> b.y.z", leads into an input, which is taken as a whole.',
    '13:5 FILE_MEMBER_MISSING Connection 10 of workflow "bad" has no "to".',
    '14:13 FILE_VALUE_INVALID The "from" of connection 11 of workflow "bad" is 1, not a text.',
    '14:20 FILE_VALUE_INVALID "to" of connection 11 of workflow "bad", "b.y.z", leads into an input, which is taken as a whole.',
    '14:37 FILE_VALUE_INVALID The "contract" of connection 11 of workflow "bad" is a list, not the name of a contract or { source, target, policies }.',
  ],
  [
    'loops that are none',
    file(
      'loops:',
      '  a: 5',
      '  b: {}',
      '  c: { back: x, until: { operator: "==" }, maxIterations: "3", onLimit: never }',
    ),
    '4:6 FILE_VALUE_INVALID Loop "a" is 5, not an object.',
    '5:6 FILE_MEMBER_MISSING Loop "b" has no "back".',
    '6:14 FILE_VALUE_INVALID The "back" of loop "c" is "x", not a list.',
    '6:24 FILE_VALUE_INVALID The "until" of loop "c" is an object, not a text.',
    '6:59 FILE_VALUE_INVALID The "maxIterations" of loop "c" is "3", not a number.',
    '6:73 FILE_VALUE_INVALID The "onLimit" of loop "c" is "never", not "fail" or "accept".',
  ],
  [
    'inputs and outputs that are none',
    file(
      'inputs:',
      '  a: 5',
      '  b: [a.x, 5, a.x.y, a]',
      '  c: { to: 5, schema: true, optional: yes, many: 1, description: 2 }',
      '  d: { optional: true, default: 1 }',
      '  e: { many: true, default: 1 }',
      '  "": a.x',
      'outputs:',
      '  a: [a.x]',
      '  b: a',
      '  c: { from: 5 }',
      '  "": a.x',
    ),
    '4:6 FILE_VALUE_INVALID Input "a" of workflow "bad" is 5.',
    '5:12 FILE_VALUE_INVALID Input "b" of workflow "bad" goes to 5.',
    '5:15 FILE_VALUE_INVALID Input "b" of workflow "bad" goes to "a.x.y", which leads into an input.',
    '5:22 FILE_VALUE_INVALID Input "b" of workflow "bad", "a", names no port.',
    '6:12 FILE_VALUE_INVALID The "to" of input "c" of workflow "bad" is 5, not node.input or a list of them.',
    '6:23 FILE_VALUE_INVALID The "schema" of input "c" of workflow "bad" is true, not an object.',
    '6:39 FILE_VALUE_INVALID The "optional" of input "c" of workflow "bad" is "yes", not true or false.',
    '6:50 FILE_VALUE_INVALID The "many" of input "c" of workflow "bad" is 1, not true or false.',
    '6:66 FILE_VALUE_INVALID The "description" of input "c" of workflow "bad" is 2, not a text.',
    '7:18 FILE_VALUE_INVALID The "optional" of input "d" of workflow "bad" is true, not false, as it is beside a "default".',
    '8:29 FILE_VALUE_INVALID The "default" of input "e" of workflow "bad" is 1, not a list, which a port with "many" takes.',
    '9:3 FILE_VALUE_INVALID An input of workflow "bad" has an empty name.',
    '11:6 FILE_VALUE_INVALID Output "a" of workflow "bad" is a list.',
    '12:6 FILE_VALUE_INVALID Output "b" of workflow "bad", "a", names no port.',
    '13:14 FILE_VALUE_INVALID The "from" of output "c" of workflow "bad" is 5, not a text.',
    '14:3 FILE_VALUE_INVALID An output of workflow "bad" has an empty name.',
  ],
  [
    'members and ids that stand twice',
    file('nodes:', '  a: { kind: x, kind: y }', '  a: { kind: z }', 'name: again'),
    '4:17 FILE_DUPLICATE "kind" stands twice: here, and in line 4.',
    '5:3 FILE_DUPLICATE "a" stands twice: here, and in line 4.',
    '6:1 FILE_DUPLICATE "name" stands twice: here, and in line 2.',
  ],
  [
    'numbers that no number holds',
    file('metadata: { a: .nan, b: -.inf, c: 1e400, d: 12345678901234567890, e: 0x20000000000001 }'),
    '3:16 FILE_SYNTAX The number .nan is beyond what a number can hold.',
    '3:25 FILE_SYNTAX The number -.inf is beyond what a number can hold.',
    '3:35 FILE_SYNTAX The number 1e400 is beyond what a number can hold.',
    '3:45 FILE_SYNTAX The number 12345678901234567890 is beyond what a number can hold.',
    '3:70 FILE_SYNTAX The number 0x20000000000001 is beyond what a number can hold.',
  ],
  [
    'keys that are no names',
    file('metadata:', '  ? [a]', '  : 1', '  : 2', '  <<: { a: 1 }', '  ? { b: 1 }', '  : 3'),
    '4:5 FILE_SYNTAX The key of a member is no text.',
    '6:1 FILE_SYNTAX A member has no name.',
    '7:3 FILE_SYNTAX The file merges objects by "<<", which YAML 1.2 does not know.',
    '8:5 FILE_SYNTAX The key of a member is no text.',
  ],
  [
    'aliases of what is not complete',
    file('metadata: { a: *later, b: &later 1, c: &self [*self], d: *never }'),
    '3:16 FILE_SYNTAX The alias "*later" stands for nothing that is complete before it.',
    '3:47 FILE_SYNTAX The alias "*self" stands for nothing that is complete before it.',
    '3:58 FILE_SYNTAX The alias "*never" stands for nothing that is complete before it.',
  ],
  [
    'tags of other types',
    file(
      'metadata:',
      '  a: !!timestamp 2001-01-01',
      '  b: !secret x',
      '  c: !!binary aGk=',
      '  d: !!set {a}',
    ),
    '4:6 FILE_SYNTAX The file is no YAML here: Unresolved tag: tag:yaml.org,2002:timestamp.',
    '5:6 FILE_SYNTAX The file is no YAML here: Unresolved tag: !secret.',
    '6:6 FILE_SYNTAX The file is no YAML here: Unresolved tag: tag:yaml.org,2002:binary.',
    '7:6 FILE_SYNTAX The file is no YAML here: Unresolved tag: tag:yaml.org,2002:set.',
  ],
  [
    'YAML 1.1',
    `%YAML 1.1\n---\n${file('metadata: { a: no }')}`,
    '1:1 FILE_SYNTAX The file is written in YAML 1.1.',
  ],
  [
    'tabs that indent',
    file('nodes:', '\ta: { kind: x }'),
    '4:1 FILE_SYNTAX The file is no YAML here: Tabs are not allowed as indentation.',
  ],
  [
    'a colon that is missing',
    file('nodes', '  a: { kind: x }'),
    '3:1 FILE_SYNTAX The file is no YAML here: Implicit keys need to be on a single line.',
  ],
  [
    'two documents',
    `${file()}---\n${file()}`,
    '3:1 FILE_SYNTAX The file holds more than one document.',
  ],
  [
    'all that is wrong with the notation at once',
    file('metadata: { a: "open', 'nodes: @x'),
    '5:1 FILE_SYNTAX The file is no YAML here: Missing closing "quote.',
    '5:1 FILE_SYNTAX The file is no YAML here: Flow map in block collection must be sufficiently indented and end with a }.',
  ],
];

describe('a file that is wrong', () => {
  for (const [what, text, ...findings] of ROWS) {
    it(`is told with places: ${what}`, () => {
      expect(findingsOf(text)).to.deep.equal(findings);
      expect(parseWorkflow(text).workflow).to.equal(undefined);
    });
  }

  it('has hints, near names first', () => {
    const { issues } = parseWorkflow(file('nodse: {}', 'nodes: { a: { knd: x } }', 'metadata: <'));
    expect(issues.map(({ hint }) => hint)).to.deep.equal([
      'Did you mean "nodes"?',
      'Name the kind of node, or a sub-workflow by "workflow" or "file".',
      'Did you mean "kind"?',
      undefined,
    ]);
    const [torn] = parseWorkflow(file('nodes', '  a: { kind: x }')).issues;
    expect(torn?.hint).to.equal('A colon may be missing at the end of the line.');
  });

  it('names file, workflow and node', () => {
    const [issue] = parseWorkflow(file('nodes: { a: { kind: 1 } }'), { file: 'flow.yaml' }).issues;
    expect(issue).to.deep.include({
      severity: 'error',
      where: { workflow: 'bad', node: 'a', file: 'flow.yaml', line: 3, column: 21 },
    });
  });

  it('is told of a thousand times at most', () => {
    const nodes = Array.from({ length: 1_500 }, (_, i) => `  n${String(i)}: {}`);
    expect(findingsOf(file('nodes:', ...nodes))).to.have.lengthOf(1_000);
  });

  it('may be JSON that other programs would not read', () => {
    for (const [text, finding] of [
      [
        '{ "tenon": 1, "name": "a", }',
        '1:28 FILE_SYNTAX The file is no JSON here, where a name in double quotes is due.',
      ],
      [
        '{ "tenon": 1, // one\n"name": "a" }',
        '1:15 FILE_SYNTAX The file is no JSON here, where a name in double quotes is due.',
      ],
      ['tenon: 1', '1:1 FILE_SYNTAX The file is no JSON here, where a value is due.'],
      ['{ "tenon": 1', '1:13 FILE_SYNTAX The file is no JSON here, where "," or "}" is due.'],
      [
        '{ "tenon": 1, "name": "a", "name": "b" }',
        '1:28 FILE_DUPLICATE "name" stands twice: here, and in line 1.',
      ],
    ] as const) {
      const [issue, ...more] = parseWorkflow(text, { format: 'json' }).issues;
      expect(more).to.deep.equal([]);
      expect(issue && told(issue)).to.equal(finding);
    }
  });
});

describe('a file beyond the limits', () => {
  const deep = (depth: number) => file(`metadata: ${'['.repeat(depth)}${']'.repeat(depth)}`);

  it('is refused by its depth before anything is made of it, however deep it is', () => {
    for (const text of [
      deep(200),
      deep(20_000),
      file(`metadata: ${'['.repeat(20_000)}`),
      file(`metadata: ${'{a: '.repeat(20_000)}`),
      `${'- '.repeat(20_000)}a`,
      Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    ]) {
      const [issue, ...more] = parseWorkflow(text).issues;
      expect(more).to.deep.equal([]);
      expect(issue).to.include({
        code: 'FILE_LIMIT',
        message: 'The file nests objects and lists more than 100 deep.',
      });
    }
    expect(
      parseWorkflow(file('metadata: { a: [[[1]]] }'), { limits: { depth: 5 } }).issues,
    ).to.deep.equal([]);
    expect(findingsOf(file('metadata: { a: [[[1]]] }'), { limits: { depth: 4 } })).to.deep.equal([
      '3:18 FILE_LIMIT The file nests objects and lists more than 4 deep.',
    ]);
  });

  it('is refused where aliases make endlessly much of little', () => {
    const lines = ['  a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 400; i++) {
      const alias = `*a${String(i - 1)}`;
      lines.push(`  a${String(i)}: &a${String(i)} [${Array(10).fill(alias).join(', ')}]`);
    }
    const [issue] = parseWorkflow(file('metadata:', ...lines)).issues;
    expect(issue?.code).to.equal('FILE_LIMIT');
    expect(issue?.message).to.equal('The file holds endlessly many values, more than 2000000.');
    const few = file('metadata: { a: &a [1, 2], b: *a }');
    expect(parseWorkflow(few, { limits: { values: 10 } }).issues).to.deep.equal([]);
    expect(findingsOf(few, { limits: { values: 9 } })).to.deep.equal([
      '1:1 FILE_LIMIT The file holds 10 values, more than 9.',
    ]);
  });

  it('is refused by what it holds before tokens of it fill the memory', () => {
    const limits = { values: 1_000 };
    const timed = (text: string) => {
      const before = performance.now();
      const found = findingsOf(text, { limits });
      return { found, isQuick: performance.now() - before < 1_000 };
    };
    const many = 4_000_000;
    for (const [text, finding] of [
      [`[${'1,'.repeat(many)}]`, '1:2003 FILE_LIMIT The file holds more than 1000 values.'],
      ['- \n'.repeat(many), '1001:1 FILE_LIMIT The file holds more than 1000 values.'],
      ['a:\n'.repeat(many), '1001:2 FILE_LIMIT The file holds more than 1000 values.'],
      ['\r\n'.repeat(many), '2001:1 FILE_LIMIT The file holds more than 2000 lines.'],
      ['['.repeat(many), '1:101 FILE_LIMIT The file nests objects and lists more than 100 deep.'],
    ] as const) {
      expect(timed(text)).to.deep.equal({ found: [finding], isQuick: true });
    }
    const fits = file('metadata: { m: [a, "-", "b: c", { d: e, f: [1, 2] }] }', '# note', '');
    expect(parseWorkflow(fits, { limits: { values: 13 } }).issues).to.deep.equal([]);
  });

  it('is refused by its size and by its nodes', () => {
    expect(findingsOf('tenon: 1 # ü\n', { limits: { bytes: 13 } })).to.deep.equal([
      '1:1 FILE_LIMIT The file has 14 bytes, more than 13.',
    ]);
    const text = file(
      'nodes: { a: { kind: x } }',
      'workflows: { w: { nodes: { b: { kind: x } } } }',
    );
    expect(parseWorkflow(text, { limits: { nodes: 2 } }).issues).to.deep.equal([]);
    expect(findingsOf(text, { limits: { nodes: 1 } })).to.deep.equal([
      '1:1 FILE_LIMIT The file has 2 nodes, more than 1.',
    ]);
  });
});
