export { type Fault, type FaultEffect, THROTTLED } from "./control/fault";
export { MISBEHAVIOURS } from "./control/misbehaviours";
export { openDirectory, type TenantDirectory } from "./control/tenant-directory";
export type { Exchange } from "./http/exchange";
export { openTenant } from "./run/open-tenant";
export { startTenant, type TenantOptions } from "./run/start-tenant";
export type { Tenant } from "./run/tenant";
