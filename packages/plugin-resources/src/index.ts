// The plugin.

// Errors.
export { RESOURCE_CODES } from './codes.js';
// Nodes that lease.
export { defineResourceNode, type ResourceNodeSpec } from './define-resource-node.js';
export type { Lease, LeaseOptions } from './lease.js';
export type { ResourcesOptions } from './options.js';
export { resources } from './plugin.js';
// Resources: what they are, and how many.
export {
  defineResource,
  Resource,
  type ResourceNeed,
  type ResourceScope,
  type ResourceSpec,
  resource,
} from './resource.js';
export type { ResourceContext, ResourceMap, ResourceValues } from './resource-context.js';
// The service: leases for hosts, and how resources stand.
export { Resources } from './resources-service.js';
export type { ResourceFailure, ResourceStats } from './stats.js';
export { VERSION } from './version.js';
