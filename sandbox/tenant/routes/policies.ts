import type { Route } from "../http/router";
import { needs } from "../login/roles";
import { expandStrength } from "../policy/combinations";
import { mergePolicy, withDefaults, withoutReadOnlyKeys } from "../policy/defaults";
import { validatePolicy } from "../policy/validate";
import { type Changes, type Collection, changeRoutes, type RouteContext, readRoutes } from "./collection";

const POLICIES: Collection = {
  path: "/identity/conditionalAccess/policies",
  list: "policies",
  needs: needs.readPolicies,
  filterable: ["displayName", "state", "createdDateTime", "modifiedDateTime", "templateId"],
  shown: (policy, _request, data) => expandStrength(policy, data.authenticationStrengthPolicies),
};

const CHANGES: Changes = {
  needs: needs.writePolicies,

  create(body, data, at) {
    validatePolicy(body, body, data);
    return { ...withDefaults(withoutReadOnlyKeys(body)), createdDateTime: at };
  },

  update(stored, requested, data, at) {
    const body = withoutReadOnlyKeys(requested);
    const merged = withDefaults(mergePolicy(stored, body));
    validatePolicy(merged, body, data);
    return { ...merged, modifiedDateTime: at };
  },
};

/** The routes of Conditional Access policies. */
export const policyRoutes = (context: RouteContext): readonly Route[] => [
  ...readRoutes(context, POLICIES),
  ...changeRoutes(context, POLICIES, CHANGES),
];
