# {{package}}

A plugin for [Tenon](https://www.npmjs.com/package/@tenon/core): tells of nodes that took long.

```sh
npm install
npm test        # builds, and runs the tests
npm run lint
```

With the command:

```sh
npx tenon run flow.yaml --plugin {{package}}
```

In code:

```ts
import { createRuntime } from '@tenon/core';
import { {{factory}} } from '{{package}}';

const runtime = createRuntime({ plugins: [{{factory}}({ limitMs: 500 })] });
```

| option    | default | meaning                                                        |
| --------- | ------- | -------------------------------------------------------------- |
| `limitMs` | 1,000   | milliseconds that a node may take before a line tells of it    |
