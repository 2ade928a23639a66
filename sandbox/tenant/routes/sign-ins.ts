import { badRequest } from "../http/graph-error";
import { type GraphRequest, ok, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { isObject, type JsonObject } from "../json";
import { needs } from "../login/roles";
import { expandStrength } from "../policy/combinations";
import { listReply } from "../query/list";
import { type Unmet, unmetBy } from "../sign-ins/conditions";
import { factsAsked } from "../sign-ins/facts";
import type { RouteContext } from "./collection";

/** The routes of the sign-in log and of What If. This tenant's own evaluator decides both. */
export const signInRoutes = (context: RouteContext): readonly Route[] => [
  {
    method: "GET",
    path: "/auditLogs/signIns",
    version: "beta",
    needs: needs.readSignIns,
    handle: (request) => list(context, request),
  },
  {
    method: "POST",
    path: "/identity/conditionalAccess/evaluate",
    needs: needs.evaluate,
    handle: (request) => evaluate(context, request),
  },
];

function list({ signIns, pageSize }: RouteContext, request: GraphRequest): Reply {
  return listReply(signIns(), request, {
    pageSize,
    filterable: ["createdDateTime", "resourceId", "userId", "appId", "signInEventTypes", "status"],
  });
}

/** The note in each answer that this isn't Graph's own What If. */
const TIP = "Answered by the local tenant's own evaluator, which stands in for Microsoft's.";

/** The names of reasons that differ between the log and the answer. */
const REASONS: Readonly<Partial<Record<Unmet, string>>> = {
  application: "application",
  clientType: "clientApps",
  devices: "devices",
};

function evaluate({ store }: RouteContext, { body, origin, version }: GraphRequest): Reply {
  const missing = ["signInIdentity", "signInContext", "signInConditions"].find((key) => !isObject(body[key]));
  if (missing !== undefined) throw badRequest(`The '${missing}' parameter is required.`);
  const data = store.read();
  const facts = factsAsked(body, data);
  if (facts === undefined)
    throw badRequest("The identity or the context of the sign-in is of a type that isn't known.");
  const results = data.policies.map((policy): JsonObject => {
    const unmet = unmetBy(policy, facts, data);
    const isOff = policy["state"] === "disabled";
    return {
      ...expandStrength(policy, data.authenticationStrengthPolicies),
      policyApplies: !isOff && unmet.length === 0,
      analysisReasons: isOff ? "policyNotEnabled" : reasonOf(unmet),
    };
  });
  const isShort = body["appliedPoliciesOnly"] === true;
  return ok({
    "@odata.context": `${origin}/${version}/$metadata#Collection(whatIfAnalysisResult)`,
    "@microsoft.graph.tips": TIP,
    value: isShort ? results.filter(({ policyApplies }) => policyApplies === true) : results,
  });
}

/** The reason for the first condition that isn't met. */
function reasonOf([first]: readonly Unmet[]): string {
  return first === undefined ? "notSet" : (REASONS[first] ?? first);
}
