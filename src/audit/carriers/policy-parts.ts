import { namesApi } from "../../law/applications";
import { DIMENSIONS, NOT_CONFIGURED } from "../../law/conditions";
import { hasBlock } from "../../law/grant";
import type { Dimension } from "../../law/model/dimensions";
import { AZURE_MANAGEMENT } from "../../law/model/ids";
import { ALL_USERS, COMPLIANT, NO_USERS, type Policy } from "../../law/model/policy";
import { every, some, type Truth, truthOf } from "../../law/model/truth";

/** Whether a policy asks for MFA, possibly among other controls. */
export function asksForMfa({ grant, workloadIdentitiesOnly }: Policy): Truth {
  if (workloadIdentitiesOnly || grant.kind !== "controls") return "no";
  return some(
    grant.controls.map(({ kind }) =>
      kind === "notUnderstood" ? "unclear" : truthOf(kind === "mfa" || kind === "strength"),
    ),
  );
}

/**
 * Whether a policy is made for this control: it asks for MFA for Azure management, whatever its state. Also `unclear` if it selects its
 * resources by a filter, because a filter depends on attributes that no file has.
 */
export const implementsControl = (policy: Policy): Truth => {
  const { include, filter } = policy.applications;
  return every([asksForMfa(policy), some([namesApi(include), filter === "include" ? "unclear" : "no"])]);
};

/** Whether a policy includes `None`, and so covers nobody. */
export const includesNobody = ({ written }: Policy): boolean =>
  /^\["none"\]$/i.test(written.in("conditions.users.includeUsers"));

/** Whether a policy names Azure management and asks for something other than MFA. */
export const requiresOtherThanMfa = ({ grant, applications, workloadIdentitiesOnly }: Policy): boolean =>
  !workloadIdentitiesOnly && grant.kind === "controls" && !hasBlock(grant) && namesTheApi({ applications });

/** Whether a policy names Azure management. */
export const namesTheApi = ({ applications }: Pick<Policy, "applications">): boolean =>
  applications.include.ids.has(AZURE_MANAGEMENT);

/** The conditions that a policy sets. */
export const configured = ({ conditions }: Policy): readonly Dimension[] =>
  DIMENSIONS.filter((dimension) => conditions[dimension].kind !== NOT_CONFIGURED[dimension].kind);

/** Whether a policy is only about sign-ins or people at risk. That condition is its purpose. */
export const asksForRisk = (policy: Policy): boolean => configured(policy).some((one) => one.endsWith("Risk"));

/**
 * Whether a policy blocks a part of the sign-ins, such as legacy clients, so that other policies needn't require MFA there. A policy that
 * blocks all sign-ins isn't meant.
 */
export const blocksAPart = (policy: Policy): boolean =>
  hasBlock(policy.grant) && !policy.workloadIdentitiesOnly && configured(policy).length > 0;

/**
 * The parts of a policy that the steps of the audit are about, starting with the smallest change. A policy whose parts are all as they
 * should be stops everybody who hasn't done MFA.
 */
export const PARTS = ["state", "exclude", "conditions", "grant", "resourceExclusions", "include", "resources"] as const;
/** One of these parts. */
export type PolicyPart = (typeof PARTS)[number];

const MEND: { readonly [F in PolicyPart]: (policy: Policy) => Partial<Policy> } = {
  state: () => ({ enforcement: COMPLIANT.enforcement }),
  include: ({ users }) => ({ users: { ...users, include: ALL_USERS } }),
  exclude: ({ users }) => ({ users: { ...users, exclude: NO_USERS } }),
  resources: ({ applications }) => ({
    applications: {
      ...applications,
      include: COMPLIANT.applications.include,
      filter: applications.filter === "include" ? "none" : applications.filter,
      otherTarget: false,
    },
  }),
  resourceExclusions: ({ applications }) => ({
    applications: {
      ...applications,
      exclude: COMPLIANT.applications.exclude,
      filter: applications.filter === "include" ? "include" : "none",
    },
  }),
  conditions: () => ({ conditions: NOT_CONFIGURED, notUnderstood: [] }),
  grant: () => ({ grant: COMPLIANT.grant }),
};

/** The policy with these parts as they should be. */
export function mended(policy: Policy, parts: readonly PolicyPart[]): Policy {
  let one = policy;
  for (const part of parts) one = { ...one, ...MEND[part](one) };
  return one;
}

/** All parts but these. */
export const allBut = (parts: readonly PolicyPart[]): readonly PolicyPart[] =>
  PARTS.filter((one) => !parts.includes(one));
