import type { Policy } from "../../law/model/policy";

export const FILTER = "conditions.applications.applicationFilter";

/** That Azure management has the attributes that a policy's filter for applications asks for. */
export const filterKey = ({ written }: Policy): string => `content filter ${written.in(FILTER)}`;

/** That the strength of a policy which isn't known asks for MFA. */
export const strengthKey = (policy: Policy): string => `strength ${strengthIdIn(policy)}`;

/** The id of the strength that a policy asks for, as it tells strengths of the tenant apart. */
export const strengthIdIn = ({ written }: Policy): string =>
  written.in("grantControls.authenticationStrength.id").replaceAll('"', "").toLowerCase();
