import type { Tenant } from "../../../src/law/model/tenant";
import { aPolicy as aPolicyOfGraph } from "../../cli/a-tenant";
import { read } from "../generated/read";

/** What a policy says beyond "everybody, the management API, MFA"; a condition that is given replaces the usual one. */
export interface Said {
  readonly id?: string;
  readonly state?: string;
  readonly conditions?: Readonly<Record<string, unknown>>;
  readonly grantControls?: unknown;
  readonly [key: string]: unknown;
}

/** A policy in Graph's words that covers everything, but for what is said. */
export const aPolicy = ({ conditions = {}, ...rest }: Said = {}): Record<string, unknown> => ({
  ...aPolicyOfGraph({ displayName: "A", conditions }),
  ...rest,
});

export interface SaidOfTenant {
  readonly policies: readonly Said[];
  readonly [key: string]: unknown;
}

/** A tenant as it is read from a file; a policy says only what matters. */
export function aTenant({ policies, ...rest }: SaidOfTenant): Tenant {
  const numbered = policies.map((policy, index) =>
    aPolicy({ id: `eeeeeeee-0000-4000-8000-00000000000${index + 1}`, ...policy }),
  );
  return read({ policies: numbered, ...rest });
}
