import { notFound } from "../http/graph-error";
import { created, type GraphRequest, noContent, ok, param, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { type GraphObject, isObject, type JsonObject } from "../json";
import { needs } from "../login/roles";
import { expandStrength } from "../policy/combinations";
import { mergePolicy, withDefaults, withoutReadOnlyKeys } from "../policy/defaults";
import { validateBody, validatePolicy } from "../policy/validate";
import { listReply, select, selectedNames } from "../query/list";
import { byId, replaced, without } from "../store/directory";
import type { RouteContext } from "./read-only";

const PATH = "/identity/conditionalAccess/policies";

/** Conditional Access policies: list, read, create, change, delete. */
export function policyRoutes(context: RouteContext): readonly Route[] {
  return [
    { method: "GET", path: PATH, needs: needs.readPolicies, handle: (request) => list(context, request) },
    { method: "POST", path: PATH, needs: needs.writePolicies, handle: (request) => create(context, request) },
    { method: "GET", path: `${PATH}/:id`, needs: needs.readPolicies, handle: (request) => read(context, request) },
    { method: "PATCH", path: `${PATH}/:id`, needs: needs.writePolicies, handle: (request) => update(context, request) },
    {
      method: "DELETE",
      path: `${PATH}/:id`,
      needs: needs.writePolicies,
      handle: (request) => remove(context, request),
    },
  ];
}

function list({ store, pageSize }: RouteContext, request: GraphRequest): Reply {
  const { policies, authenticationStrengthPolicies } = store.read();
  const expanded = policies.map((policy) => expandStrength(policy, authenticationStrengthPolicies));
  return listReply(expanded, request, {
    pageSize,
    filterable: ["displayName", "state", "createdDateTime", "modifiedDateTime", "templateId"],
  });
}

function create({ store, now, newId }: RouteContext, { body }: GraphRequest): Reply {
  const data = store.read();
  validateBody(body, data);
  validatePolicy(body, data);
  const policy = { ...withDefaults(withoutReadOnlyKeys(body)), id: newId(), createdDateTime: now().toISOString() };
  store.change({ policies: [...data.policies, policy] });
  return created(expandStrength(policy, data.authenticationStrengthPolicies));
}

function read({ store }: RouteContext, request: GraphRequest): Reply {
  const policy = expandStrength(existing(store.read().policies, request), store.read().authenticationStrengthPolicies);
  return ok(select(policy, selectedNames(request.query)));
}

function update({ store, now }: RouteContext, request: GraphRequest): Reply {
  const data = store.read();
  const stored = existing(data.policies, request);
  const body = withoutReadOnlyKeys(request.body);
  validateBody(body, data, stored);
  const merged = withDefaults(mergePolicy(stored, body));
  validatePolicy(merged, data, { ...merged, grantControls: judgedControls(merged, body) });
  const policy = { ...merged, id: stored.id, modifiedDateTime: now().toISOString() };
  store.change({ policies: replaced(data.policies, policy) });
  return noContent();
}

/** The controls that the body names; the stored ones where it names none. */
function judgedControls(merged: JsonObject, body: JsonObject): JsonObject[string] {
  const wanted = body["grantControls"];
  const namesControls =
    isObject(wanted) && (wanted["builtInControls"] !== undefined || wanted["authenticationStrength"] !== undefined);
  return namesControls ? wanted : merged["grantControls"];
}

function remove({ store }: RouteContext, request: GraphRequest): Reply {
  const { policies } = store.read();
  store.change({ policies: without(policies, existing(policies, request).id) });
  return noContent();
}

function existing(policies: readonly GraphObject[], request: GraphRequest): GraphObject {
  const policy = byId(policies, param(request, "id"));
  if (policy === undefined) throw notFound(`${PATH}/${param(request, "id")}`);
  return policy;
}
