import { badRequest, directoryBadRequest } from "../http/graph-error";
import { type GraphRequest, ok, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { type GraphObject, isStringList, type JsonObject } from "../json";
import { needs } from "../login/roles";
import { requirementsOf } from "../policy/combinations";
import { replaced } from "../store/directory";
import { type Changes, type Collection, changeRoutes, existing, type RouteContext, readRoutes } from "./collection";

const STRENGTHS: Collection = {
  path: "/policies/authenticationStrengthPolicies",
  list: "authenticationStrengthPolicies",
  needs: needs.readStrengths,
};

const CHANGES: Changes = {
  needs: needs.writeStrengths,

  create(body, _data, at) {
    const { displayName, description = null } = body;
    if (typeof displayName !== "string" || displayName.trim() === "") throw badRequest("displayName is required.");
    return {
      "@odata.type": "#microsoft.graph.authenticationStrengthPolicy",
      createdDateTime: at,
      modifiedDateTime: at,
      displayName,
      description,
      policyType: "custom",
      ...combinationsIn(body),
    };
  },

  /** Changes the name and the description. The combinations have their own action. */
  update(stored, body, _data, at) {
    refuseBuiltIn(stored);
    if (body["allowedCombinations"] !== undefined)
      throw badRequest("allowedCombinations can't be changed by PATCH: use updateAllowedCombinations.");
    const { displayName = stored["displayName"], description = stored["description"] } = body;
    return { ...stored, displayName, description, modifiedDateTime: at };
  },

  refuseRemoval: refuseBuiltIn,
};

function refuseBuiltIn(strength: GraphObject): void {
  if (strength["policyType"] === "builtIn")
    throw directoryBadRequest("Built-in authentication strength policies can't be changed or deleted.");
}

function combinationsIn({ allowedCombinations }: JsonObject): JsonObject {
  if (!isStringList(allowedCombinations) || allowedCombinations.length === 0)
    throw badRequest("allowedCombinations: expected a list with at least one combination.");
  return { requirementsSatisfied: requirementsOf(allowedCombinations), allowedCombinations };
}

function updateCombinations({ store, now }: RouteContext, request: GraphRequest): Reply {
  const { authenticationStrengthPolicies: strengths } = store.read();
  const stored = existing(strengths, STRENGTHS.path, request);
  refuseBuiltIn(stored);
  const changed = { ...stored, ...combinationsIn(request.body), modifiedDateTime: now().toISOString() };
  store.change({ authenticationStrengthPolicies: replaced(strengths, changed) });
  return ok(changed);
}

/** The routes of authentication strengths. The built-in ones are read-only. */
export const strengthRoutes = (context: RouteContext): readonly Route[] => [
  ...readRoutes(context, STRENGTHS),
  ...changeRoutes(context, STRENGTHS, CHANGES),
  {
    method: "POST",
    path: `${STRENGTHS.path}/:id/updateAllowedCombinations`,
    needs: needs.writeStrengths,
    handle: (request) => updateCombinations(context, request),
  },
];
