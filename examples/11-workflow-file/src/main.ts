import { writeFile } from 'node:fs/promises';
import { createRuntime, NodeType, NodeTypes } from '@tenon/core';
import { formatWorkflow, loadWorkflow, workflowFileSchema } from '@tenon/workflow-file';
import { nodes } from './nodes.js';

const flows = new URL('../flows/', import.meta.url);

// #region run
const runtime = createRuntime({
  configure: ({ bind }) => {
    for (const node of nodes) bind(NodeType).toConstantValue(node);
  },
});
const { workflow } = await loadWorkflow(new URL('pricing.yaml', flows));
const { outputs } = await runtime.execute(workflow);
console.log(JSON.stringify(outputs));
// #endregion

// #region verify
const mistaken = await loadWorkflow(new URL('mistaken.yaml', flows));
for (const issue of runtime.verify(mistaken.workflow).map(mistaken.locate)) {
  const { line, column } = issue.where;
  console.log(`${String(line)}:${String(column)} ${issue.message} ${issue.hint ?? ''}`);
}
// #endregion

// #region schema
const types = runtime.services.get(NodeTypes);
const schema = workflowFileSchema(types.all);
await writeFile(new URL('tenon.schema.json', import.meta.url), JSON.stringify(schema));
// #endregion

// #region format
console.log(formatWorkflow(workflow, { types, schema: '../dist/tenon.schema.json' }));
// #endregion
