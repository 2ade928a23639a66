import { names } from "../../law/applications";
import { CONDITIONS, DIMENSIONS, NOT_CONFIGURED } from "../../law/conditions";
import { AZURE_MANAGEMENT } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { every, some, type Truth, truthOf } from "../../law/model/truth";

/** Whether a policy asks for MFA, if only among other things. */
export function asksForMfa({ grant, workloadIdentitiesOnly }: Policy): Truth {
  if (workloadIdentitiesOnly || grant.kind !== "controls") return "no";
  return some(
    grant.controls.map(({ kind }) =>
      kind === "notUnderstood" ? "unclear" : truthOf(kind === "mfa" || kind === "strength"),
    ),
  );
}

/**
 * Whether a policy is made for this control: it asks for MFA on the way to Azure management, in whatever state it is.
 * `unclear` too where it chooses its resources by a filter, since whom that takes in hangs on attributes that no file has.
 */
export const isForTheControl = (policy: Policy): Truth => {
  const { include, filter } = policy.applications;
  return every([asksForMfa(policy), some([names(include), filter === "include" ? "unclear" : "no"])]);
};

/** Whether a policy is about Azure management by name, and asks for something else than MFA. */
export const asksTheApiForLess = ({ grant, applications, workloadIdentitiesOnly }: Policy): boolean =>
  !workloadIdentitiesOnly && grant.kind === "controls" && !blocks({ grant }) && namesTheApi({ applications });

/** Whether a policy is about Azure management by name. */
export const namesTheApi = ({ applications }: Pick<Policy, "applications">): boolean =>
  applications.include.ids.has(AZURE_MANAGEMENT);

/** Whether a policy is about sign-ins or people at risk only, which is what it is for. */
export const asksForRisk = ({ conditions }: Policy): boolean =>
  (["signInRisk", "userRisk", "insiderRisk"] as const).some(
    (risk) => conditions[risk].kind !== NOT_CONFIGURED[risk].kind,
  );

const blocks = ({ grant }: Pick<Policy, "grant">): boolean =>
  grant.kind === "controls" && grant.controls.some(({ kind }) => kind === "block");

/**
 * Whether a policy shuts a part of the ways to sign in, such as other clients, so that MFA needn't be asked for there. One that
 * shuts all of them stands alone.
 */
export const blocksAPart = (policy: Policy): boolean =>
  blocks(policy) &&
  !policy.workloadIdentitiesOnly &&
  DIMENSIONS.some((dimension) => policy.conditions[dimension].kind !== CONDITIONS[dimension].notConfigured.kind);
