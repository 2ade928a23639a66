import type { ExpectedAudit } from "../expected/expected-audit";

/** A tenant that is audited, with the register that it is judged by and what its audit must say. */
export interface AuditedTenant {
  readonly name: string;
  readonly title: string;
  readonly tenant: object;
  /** Undefined where it is judged without one. */
  readonly register: string | undefined;
  readonly expected: ExpectedAudit | undefined;
}
