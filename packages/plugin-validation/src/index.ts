// The plugin.

export type { ValidationMode, ValidationOptions } from './options.js';
export { validation } from './plugin.js';

// Verification: findings as text, and the hook that changes them.

export { type CheckEvent, ValidationHooks } from './hooks.js';
export { formatIssues } from './report/format-issues.js';

// Contracts and policies: what connections may ask for by name.

export { BUILT_IN_CONTRACTS } from './contracts/built-in.js';
export { ContractRegistry } from './contracts/contract-registry.js';
export { NamedContract } from './contracts/named-contract.js';
export { BUILT_IN_POLICIES } from './policies/built-in.js';
export {
  type Detection,
  definePolicy,
  type PolicyRules,
  type Recognised,
} from './policies/define-policy.js';
export { Policy, type PolicyFinding } from './policies/policy.js';

// Checks: what is told of a value that does not fit.

export type { CheckReport, ReportedFlaw } from './checks/check-report.js';
export type { FlawCategory } from './schemas/flaw.js';

// Metrics.

export { type MetricsReading, type TypeMetrics, ValidationMetrics } from './metrics/metrics.js';

// Errors.

export { VALIDATION_CODES } from './codes.js';
export { VERSION } from './version.js';
