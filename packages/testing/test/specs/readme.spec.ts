import { defineNode, MemoryTaskManager, type Plugin, port } from '@tenon/core';
import {
  auditSinkSpec,
  nodeSpec,
  only,
  pluginSpec,
  RecordingAuditSink,
  taskManagerSpec,
} from '@tenon/testing';

/** The code in the README of the package: each region is shown there. */
const stamp = (): Plugin => ({ manifest: { name: 'stamp', version: '1.0.0' } });

// #region node
const addBonus = defineNode({
  type: 'add-bonus',
  inputs: { amount: port<number>(), rate: port<number>().default(0.1) },
  outputs: { total: port<number>() },
  run: ({ amount, rate }) => ({ total: amount * (1 + rate) }),
});

nodeSpec(addBonus, { examples: [{ inputs: { amount: 10 }, outputs: { total: 11 } }] });
// #endregion

// #region plugin
pluginSpec(stamp(), { workflow: (n) => only(addBonus, { amount: n }) });
// #endregion

// #region services
taskManagerSpec('MemoryTaskManager', () => new MemoryTaskManager());
auditSinkSpec('RecordingAuditSink', () => new RecordingAuditSink(), {
  read: (sink) => sink.events,
});
// #endregion
