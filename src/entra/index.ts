export { connect } from "./connect";
export type { EntraTenant, PolicyInTenant } from "./entra-tenant";
export type { Environment } from "./environment";
export { type Answer, answerOf, TenantError, type TenantProblem } from "./tenant-problem";
