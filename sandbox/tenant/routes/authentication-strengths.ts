import { badRequest, directoryBadRequest, notFound } from "../http/graph-error";
import { created, type GraphRequest, noContent, ok, param, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { type GraphObject, isStringList, type Json } from "../json";
import { needs } from "../login/roles";
import { isCombination, requirementsOf } from "../policy/combinations";
import { listReply, select, selectedNames } from "../query/list";
import { byId, replaced, without } from "../store/directory";
import type { RouteContext } from "./read-only";

const PATH = "/policies/authenticationStrengthPolicies";
/** The same policies under their other address. */
const ALIAS = "/identity/conditionalAccess/authenticationStrength/policies";

/** Authentication strengths: the built-in ones can be read only. */
export function strengthRoutes(context: RouteContext): readonly Route[] {
  return [PATH, ALIAS].flatMap((path): readonly Route[] => [
    { method: "GET", path, needs: needs.readStrengths, handle: (request) => list(context, request) },
    { method: "POST", path, needs: needs.writeStrengths, handle: (request) => create(context, request) },
    { method: "GET", path: `${path}/:id`, needs: needs.readStrengths, handle: (request) => read(context, request) },
    {
      method: "PATCH",
      path: `${path}/:id`,
      needs: needs.writeStrengths,
      handle: (request) => update(context, request),
    },
    {
      method: "DELETE",
      path: `${path}/:id`,
      needs: needs.writeStrengths,
      handle: (request) => remove(context, request),
    },
    {
      method: "POST",
      path: `${path}/:id/updateAllowedCombinations`,
      needs: needs.writeStrengths,
      handle: (request) => updateCombinations(context, request),
    },
  ]);
}

function list({ store, pageSize }: RouteContext, request: GraphRequest): Reply {
  return listReply(store.read().authenticationStrengthPolicies, request, { pageSize });
}

function create({ store, now, newId }: RouteContext, { body }: GraphRequest): Reply {
  const { authenticationStrengthPolicies } = store.read();
  if (typeof body["displayName"] !== "string" || body["displayName"].trim() === "")
    throw badRequest("displayName is required.");
  const combinations = checkedCombinations(body["allowedCombinations"]);
  const at = now().toISOString();
  const strength = {
    "@odata.type": "#microsoft.graph.authenticationStrengthPolicy",
    id: newId(),
    createdDateTime: at,
    modifiedDateTime: at,
    displayName: body["displayName"],
    description: body["description"] ?? null,
    policyType: "custom",
    requirementsSatisfied: requirementsOf(combinations),
    allowedCombinations: combinations,
  };
  store.change({ authenticationStrengthPolicies: [...authenticationStrengthPolicies, strength] });
  return created(strength);
}

function read({ store }: RouteContext, request: GraphRequest): Reply {
  return ok(select(existing(store.read().authenticationStrengthPolicies, request), selectedNames(request.query)));
}

/** Changes name and description; the combinations have an action of their own. */
function update(context: RouteContext, request: GraphRequest): Reply {
  const stored = changeable(context, request);
  if (request.body["allowedCombinations"] !== undefined)
    throw badRequest("allowedCombinations can't be changed by PATCH: use updateAllowedCombinations.");
  const { displayName = stored["displayName"], description = stored["description"] } = request.body;
  put(context, { ...stored, displayName, description });
  return noContent();
}

function updateCombinations(context: RouteContext, request: GraphRequest): Reply {
  const stored = changeable(context, request);
  const combinations = checkedCombinations(request.body["allowedCombinations"]);
  return ok(
    put(context, { ...stored, allowedCombinations: combinations, requirementsSatisfied: requirementsOf(combinations) }),
  );
}

function remove(context: RouteContext, request: GraphRequest): Reply {
  const { id } = changeable(context, request);
  context.store.change({
    authenticationStrengthPolicies: without(context.store.read().authenticationStrengthPolicies, id),
  });
  return noContent();
}

function put({ store, now }: RouteContext, strength: GraphObject): GraphObject {
  const changed = { ...strength, modifiedDateTime: now().toISOString() };
  store.change({ authenticationStrengthPolicies: replaced(store.read().authenticationStrengthPolicies, changed) });
  return changed;
}

function changeable({ store }: RouteContext, request: GraphRequest): GraphObject {
  const strength = existing(store.read().authenticationStrengthPolicies, request);
  if (strength["policyType"] === "builtIn")
    throw directoryBadRequest("Built-in authentication strength policies can't be changed or deleted.");
  return strength;
}

function existing(strengths: readonly GraphObject[], request: GraphRequest): GraphObject {
  const strength = byId(strengths, param(request, "id"));
  if (strength === undefined) throw notFound(`${PATH}/${param(request, "id")}`);
  return strength;
}

function checkedCombinations(value: Json | undefined): readonly string[] {
  if (!isStringList(value) || value.length === 0)
    throw badRequest("allowedCombinations: expected a list with at least one combination.");
  const wrong = value.find((combination) => !isCombination(combination));
  if (wrong !== undefined)
    throw badRequest(`allowedCombinations: '${wrong}' is not a combination of authentication methods.`);
  return value;
}
