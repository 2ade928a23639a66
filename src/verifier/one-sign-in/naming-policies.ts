import { evaluationContext } from "../../law/evaluate";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { every, not, type Truth } from "../../law/model/truth";
import { type JudgedPerson, namesBy, type Way, WaysNamed } from "./ways-named";

/** A policy that includes a person by something, or may, and by what it leaves them out. */
export interface NamingPolicy {
  readonly policy: Policy;
  readonly included: readonly Way[];
  readonly excluded: readonly Way[];
  /** Whether it is about the person; *unclear* where that isn't known, or hangs on the sort of guest or home tenant. */
  readonly isAbout: Truth;
}

/** The policies that include a person, in the order of the tenant. */
export function namingOf(
  tenant: Tenant,
  person: JudgedPerson,
): { readonly person: JudgedPerson; readonly policies: readonly NamingPolicy[] } {
  const ways = new WaysNamed(person, tenant, evaluationContext(tenant).membership);
  const policies = tenant.policies.map((policy) => {
    const included = ways.in(policy.users.include, "include");
    const excluded = ways.in(policy.users.exclude, "exclude");
    return { policy, included, excluded, isAbout: isAbout(person, included, excluded) };
  });
  return { person, policies: policies.filter(({ included }) => included.length > 0) };
}

function isAbout({ identities }: JudgedPerson, included: readonly Way[], excluded: readonly Way[]): Truth {
  const [first = "no", ...others] = new Set(
    identities.map((_, identity) => every([namesBy(included, identity), not(namesBy(excluded, identity))])),
  );
  return others.length > 0 ? "unclear" : first;
}
