import { NOT_CONFIGURED } from "../../law/conditions";
import { NO_USERS, type Policy } from "../../law/model/policy";

/**
 * The parts of a policy that a step of the audit is about, those first whose change is the smallest. A policy of which every
 * part is as it should be stops everybody who hasn't passed MFA.
 */
export const FACETS = [
  "state",
  "exclude",
  "conditions",
  "grant",
  "resourceExclusions",
  "include",
  "resources",
] as const;
export type Facet = (typeof FACETS)[number];

const NO_APPLICATIONS = { all: false, ids: new Set<never>(), adminPortals: false, notUnderstood: [] };

const MEND: { readonly [F in Facet]: (policy: Policy) => Partial<Policy> } = {
  state: () => ({ enforcement: { kind: "enforced" } }),
  include: ({ users }) => ({ users: { ...users, include: { ...NO_USERS, everyone: true } } }),
  exclude: ({ users }) => ({ users: { ...users, exclude: NO_USERS } }),
  resources: ({ applications }) => ({
    applications: {
      ...applications,
      include: { ...NO_APPLICATIONS, all: true },
      filter: applications.filter === "include" ? "none" : applications.filter,
      otherTarget: false,
    },
  }),
  resourceExclusions: ({ applications }) => ({
    applications: {
      ...applications,
      exclude: NO_APPLICATIONS,
      filter: applications.filter === "include" ? "include" : "none",
    },
  }),
  conditions: () => ({ conditions: NOT_CONFIGURED, notUnderstood: [] }),
  grant: () => ({ grant: { kind: "controls", operator: { kind: "all" }, controls: [{ kind: "mfa" }] } }),
};

/** The policy with these parts as they should be. */
export function mended(policy: Policy, facets: readonly Facet[]): Policy {
  let one = policy;
  for (const facet of facets) one = { ...one, ...MEND[facet](one) };
  return one;
}

/** The other parts. */
export const allBut = (facets: readonly Facet[]): readonly Facet[] => FACETS.filter((one) => !facets.includes(one));
