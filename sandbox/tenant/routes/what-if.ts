import { badRequest } from "../http/graph-error";
import type { GraphRequest } from "../http/graph-request";
import { ok, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { isObject, type JsonObject } from "../json";
import { needs } from "../login/needs";
import { expandStrength } from "../policy/expand-strength";
import { type Unmet, unmetBy } from "../sign-ins/evaluator/conditions";
import { factsAsked } from "../sign-ins/facts-asked";
import type { RouteContext } from "./context";

/** Graph's own tool is called What If. This is this tenant's, and says so in each answer. */
export function whatIfRoutes(context: RouteContext): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/identity/conditionalAccess/evaluate",
      needs: needs.evaluate,
      handle: (request) => evaluate(context, request),
    },
  ];
}

const TIP = "Answered by the local tenant's own evaluator, which stands in for Microsoft's.";

/** What the log calls otherwise than the answer does. */
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

/** Only the first thing that isn't met is given. */
function reasonOf([first]: readonly Unmet[]): string {
  return first === undefined ? "notSet" : (REASONS[first] ?? first);
}
