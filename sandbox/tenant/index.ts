export { type Fault, type FaultEffect, THROTTLED } from "./control/fault";
export { openDirectory, type TenantDirectory } from "./control/tenant-directory";
export type { Exchange } from "./http/message";
export type { Tenant } from "./run/connection";
export { openTenant } from "./run/open-tenant";
export { startTenant, type TenantOptions } from "./run/start-tenant";
