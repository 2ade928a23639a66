import type { Route } from "../http/router";
import { isObject, type JsonObject } from "../json";
import { needs } from "../login/roles";
import { expandStrength } from "../policy/combinations";
import { mergePolicy, withDefaults, withoutReadOnlyKeys } from "../policy/defaults";
import { validateBody, validatePolicy } from "../policy/validate";
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
    validateBody(body, data);
    validatePolicy(body, data);
    return { ...withDefaults(withoutReadOnlyKeys(body)), createdDateTime: at };
  },

  update(stored, requested, data, at) {
    const body = withoutReadOnlyKeys(requested);
    validateBody(body, data, stored);
    const merged = withDefaults(mergePolicy(stored, body));
    validatePolicy(merged, data, { ...merged, grantControls: judgedControls(merged, body) });
    return { ...merged, modifiedDateTime: at };
  },
};

/** The controls of the body or, if it names none, the stored ones. */
function judgedControls(merged: JsonObject, body: JsonObject): JsonObject[string] {
  const wanted = body["grantControls"];
  const namesControls =
    isObject(wanted) && (wanted["builtInControls"] !== undefined || wanted["authenticationStrength"] !== undefined);
  return namesControls ? wanted : merged["grantControls"];
}

/** The routes of Conditional Access policies. */
export const policyRoutes = (context: RouteContext): readonly Route[] => [
  ...readRoutes(context, POLICIES),
  ...changeRoutes(context, POLICIES, CHANGES),
];
