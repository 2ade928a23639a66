export { connect } from "./connect";
export type { EntraTenant } from "./entra-tenant";
export type { Environment } from "./environment";
export { type LiveTenant, readLiveTenant } from "./live-tenant";
export type { OnProgress } from "./on-progress";
export { type Answer, answerOf, type TenantProblem } from "./tenant-problem";
