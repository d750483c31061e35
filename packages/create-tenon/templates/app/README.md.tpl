# {{package}}

A [Tenon](https://www.npmjs.com/package/@tenon/cli) workflow.

```sh
npm install
npm start                                  # runs flow.yaml
npx tenon run flow.yaml --set name=Ada     # with an input
npx tenon plan flow.yaml                   # what would run, and what that depends on
npx tenon run flow.yaml --report run.html  # with a report to look at
npm run check                              # everything that is wrong with the file, by line
npm test                                   # builds, and runs the tests
npm run lint
```

`flow.yaml` is the workflow, `src/nodes.ts` has the kinds of nodes that are this project's own, `tenon.config.ts` names them and the
plugins. `npx tenon nodes` lists all kinds there are. `npm run schema` writes `tenon.schema.json` anew, from which an editor
completes the file: do it when the kinds have changed. The command reads TypeScript as it stands; `npm run build` is for the compiler's
opinion and for the tests.
