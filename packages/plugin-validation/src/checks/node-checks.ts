import type {
  Connection,
  InputBinding,
  Path,
  Plan,
  Port,
  PortTable,
  UnwrappedStep,
} from '@tenon/core';
import { isThenable } from '@tenon/core';
import type { CompiledContract, Contracts } from '../contracts/compile-contract.js';
import { checkPort } from '../schemas/check-list.js';
import type { Checker } from '../schemas/checker.js';
import type { Schemas } from '../schemas/compile-schema.js';
import { checkPolicy } from './check-policy.js';
import type { CheckReport } from './check-report.js';

/** What is checked, as reports name it. */
export interface Subject {
  readonly checked: CheckReport['checked'];
  readonly port: string;
  /** Where the value begins: the port; on a connection, the output and the path into it. */
  readonly root: Path;
  /** Of an input: where its value may come from. */
  readonly binding?: InputBinding;
  readonly connection?: Connection;
  readonly contract?: string | undefined;
}

/** The check of a port by its schema. */
export interface PortCheck {
  readonly subject: Subject;
  readonly checker: Checker;
  readonly isMany: boolean;
  /** Whether the name also stands on `Object.prototype`, so that it must be looked up as an own property. */
  readonly isShadowed: boolean;
  /** A constant that fits, as was found when the plan was made: it need not be looked at again. */
  readonly known: unknown;
}

/** One check of what a connection brings, by a part of its contract. */
export interface ContractCheck {
  readonly subject: Subject;
  readonly checker: Checker;
}

/** The contracts on the connections into one input. */
export interface InputContracts {
  readonly binding: InputBinding;
  readonly of: ReadonlyMap<Connection, readonly ContractCheck[]>;
  /** The checks of the one connection, where it always brings the value. */
  readonly certain: readonly ContractCheck[] | undefined;
}

/** Everything that is checked at each visit of a node, in the order in which its ports are declared. */
export interface NodeChecks {
  readonly inputs: readonly PortCheck[];
  readonly contracts: readonly InputContracts[];
  readonly outputs: readonly PortCheck[];
}

/** Works out what is to be checked at a node: once for each plan. `undefined` where nothing is. */
export function checksOf(
  step: UnwrappedStep,
  plan: Plan,
  schemas: Schemas,
  contracts: Contracts,
): NodeChecks | undefined {
  const { definition } = step;
  const owner = plan.workflow;
  const bindings = new Map(step.inputs.map((binding) => [binding.name, binding]));
  const inputs = portChecks(definition.inputs, 'input', owner, schemas, bindings);
  const outputs = portChecks(definition.outputs, 'output', owner, schemas);
  const contracted = step.inputs.flatMap((binding) => {
    const of = contractsOf(binding, step, plan, contracts);
    if (of.size === 0) return [];
    const [only] = of.values();
    return [{ binding, of, certain: binding.certain && only }];
  });
  if (inputs.length + outputs.length + contracted.length === 0) return undefined;
  return { inputs, contracts: contracted, outputs };
}

function portChecks(
  ports: PortTable,
  checked: 'input' | 'output',
  owner: object,
  schemas: Schemas,
  bindings?: ReadonlyMap<string, InputBinding>,
): readonly PortCheck[] {
  const checks: PortCheck[] = [];
  for (const [name, port] of ports) {
    if (port.schema === undefined) continue;
    const { checker } = schemas.compile(port.schema, owner);
    if (checker === undefined) continue; // a finding of verification, which the host let pass
    const binding = bindings?.get(name);
    checks.push({
      subject: { checked, port: name, root: [name], ...(binding !== undefined && { binding }) },
      checker,
      isMany: port.isMany,
      isShadowed: name in Object.prototype,
      known: binding === undefined ? undefined : knownConstant(binding, port, checker),
    });
  }
  return checks;
}

/** The configured value or default of an input, where it is certain to fit. */
function knownConstant({ fallback }: InputBinding, { isMany }: Port, checker: Checker): unknown {
  if (fallback === undefined) return undefined;
  const checked = checkPort(checker, fallback, isMany);
  if (!isThenable(checked)) return checked.length === 0 ? fallback : undefined;
  return undefined;
}

function contractsOf(
  { name, edges, back }: InputBinding,
  step: UnwrappedStep,
  plan: Plan,
  contracts: Contracts,
): ReadonlyMap<Connection, readonly ContractCheck[]> {
  const checks = new Map<Connection, readonly ContractCheck[]>();
  const connections = [
    ...Array.from(edges, (edge) => plan.edges.connection[edge]),
    ...Array.from(back, (edge) => plan.back.connection[edge]),
  ];
  for (const connection of connections) {
    if (connection?.contract === undefined) continue;
    const { contract } = contracts.compile(connection.contract, plan.workflow);
    const subject = (checked: Subject['checked']): Subject => ({
      checked,
      port: name,
      root: [connection.output, ...connection.path],
      connection,
      contract: contract.name,
    });
    const all = contractChecks(contract, subject);
    if (all.length > 0) checks.set(connection, all);
  }
  return checks;
}

/** In the order in which they are reported. */
function contractChecks(
  { source, target, policies }: CompiledContract,
  subject: (checked: Subject['checked']) => Subject,
): readonly ContractCheck[] {
  const checks: ContractCheck[] = [];
  if (source !== undefined) checks.push({ subject: subject('source'), checker: source });
  if (target !== undefined) checks.push({ subject: subject('target'), checker: target });
  const policy = subject('policy');
  for (const one of policies) {
    checks.push({ subject: policy, checker: { check: (value) => checkPolicy(one, value) } });
  }
  return checks;
}
