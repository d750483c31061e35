/** A document that says everything that a file can say. */
export const PRICING = `# yaml-language-server: $schema=./tenon.schema.json
tenon: 1
name: pricing
metadata: { owner: sales }

inputs:
  path: read.path
  rate: { to: [bonus.rate, check.rate], schema: { type: number }, default: 0.1 }
outputs:
  total: bonus.total
  lines:
    from: read.order.lines[0]
    optional: true

nodes:
  read: { kind: read-order }
  tier:
    kind: switch-on
    config:
      cases: { gold: value > 1000, silver: value > 100 }
      otherwise: standard
  bonus:
    kind: add-bonus
    join: any
    timeoutMs: 500
    config: { note: "for \${who}", tags: [a, 1, true, null] }
  "my.node": { kind: constant }
  check: { workflow: check }
  again: { workflow: check, type: check-again, config: { rate: 2 } }

connections:
  - read.order.total -> tier.value
  - tier.gold → bonus.amount
  - '["my.node"]["a -> b"]["x y"][0] -> bonus.note'
  - { from: bonus.total, to: check.total, contract: positive }
  - from: bonus.total
    to: again.total
    contract: { source: { type: number }, policies: [sql] }

loops:
  refine:
    back: [bonus.total -> tier.value]
    until: bonus.total > 1
    maxIterations: 3
    timeoutMs: 1000
    maxHeapBytes: 1e6
    onLimit: accept
    history: 2
  other: { back: [], while: iteration < 3 }

workflows:
  check:
    inputs: { total: only.value, rate: { to: only.rate, optional: true } }
    nodes:
      only: { kind: pass }
`;
