import { badRequest, notFound } from "../http/graph-error";
import { type GraphRequest, param } from "../http/graph-request";
import { noContent, ok, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { GraphObject, JsonObject } from "../json";
import { sameId } from "../same-id";
import { groupById } from "../store/directory";
import { byId, replaced, without } from "../store/lists";
import type { Store } from "../store/store";
import type { GroupRecord, ListName, TenantData } from "../store/tenant-data";
import { deepMerge } from "./deep-merge";
import type { Fault, FaultList } from "./fault";

/** Lists that can be changed from behind, under the names of the data file. */
const LISTS = [
  "policies",
  "namedLocations",
  "authenticationStrengthPolicies",
  "users",
  "servicePrincipals",
  "roleAssignments",
] as const satisfies readonly ListName[];

const OPEN = [[]];

/**
 * `/sandbox/…`: what no Graph has. Changes made here are checked by nobody, so that a policy can hold what this project has never heard
 * of; they stand for somebody in the portal, or a newer Graph.
 */
export function controlRoutes(store: Store, faults: FaultList): readonly Route[] {
  return [
    { method: "GET", path: "/hello", needs: OPEN, handle: () => ok({ pid: process.pid }) },
    { method: "GET", path: "/data", needs: OPEN, handle: () => ok(JSON.parse(JSON.stringify(store.read()))) },
    { method: "PUT", path: "/objects/:list/:id", needs: OPEN, handle: (request) => put(store, request) },
    { method: "PATCH", path: "/objects/:list/:id", needs: OPEN, handle: (request) => patch(store, request) },
    { method: "DELETE", path: "/objects/:list/:id", needs: OPEN, handle: (request) => remove(store, request) },
    {
      method: "PUT",
      path: "/groups/:id/members/:member",
      needs: OPEN,
      handle: (request) => changeMembers(store, request, withId),
    },
    {
      method: "DELETE",
      path: "/groups/:id/members/:member",
      needs: OPEN,
      handle: (request) => changeMembers(store, request, withoutId),
    },
    { method: "PUT", path: "/security-defaults", needs: OPEN, handle: ({ body }) => setSecurityDefaults(store, body) },
    { method: "POST", path: "/faults", needs: OPEN, handle: ({ body }) => addFault(faults, body) },
    { method: "DELETE", path: "/faults", needs: OPEN, handle: () => clearFaults(faults) },
  ];
}

function put(store: Store, request: GraphRequest): Reply {
  const name = listName(request);
  const list = store.read()[name];
  const object: GraphObject = { ...request.body, id: param(request, "id") };
  store.change({ [name]: byId(list, object.id) === undefined ? [...list, object] : replaced(list, object) });
  return noContent();
}

function patch(store: Store, request: GraphRequest): Reply {
  const name = listName(request);
  const stored = existing(store.read()[name], request);
  store.change({ [name]: replaced(store.read()[name], { ...deepMerge(stored, request.body), id: stored.id }) });
  return noContent();
}

function remove(store: Store, request: GraphRequest): Reply {
  const name = listName(request);
  store.change({ [name]: without(store.read()[name], existing(store.read()[name], request).id) });
  return noContent();
}

function changeMembers(
  store: Store,
  request: GraphRequest,
  change: (ids: readonly string[], id: string) => readonly string[],
): Reply {
  const { groups } = store.read();
  const group = groupById(groups, param(request, "id"));
  if (group === undefined) throw notFound(`/groups/${param(request, "id")}`);
  const changed: GroupRecord = { ...group, members: change(group.members, param(request, "member")) };
  store.change({ groups: groups.map((other) => (other === group ? changed : other)) });
  return noContent();
}

function withId(ids: readonly string[], id: string): readonly string[] {
  return [...withoutId(ids, id), id];
}

function withoutId(ids: readonly string[], id: string): readonly string[] {
  return ids.filter((other) => !sameId(other, id));
}

function setSecurityDefaults(store: Store, body: JsonObject): Reply {
  store.change({ securityDefaults: { ...store.read().securityDefaults, isEnabled: body["isEnabled"] === true } });
  return noContent();
}

function addFault(faults: FaultList, body: JsonObject): Reply {
  faults.add(body as unknown as Fault); // written by TenantDirectory, whose argument is a Fault
  return noContent();
}

function clearFaults(faults: FaultList): Reply {
  faults.clear();
  return noContent();
}

function listName(request: GraphRequest): (typeof LISTS)[number] {
  const name = LISTS.find((list) => list === request.params["list"]);
  if (name === undefined) throw badRequest(`No list '${param(request, "list")}': there are ${LISTS.join(", ")}.`);
  return name;
}

function existing(list: readonly GraphObject[], request: GraphRequest): GraphObject {
  const object = byId(list, param(request, "id"));
  if (object === undefined) throw notFound(param(request, "id"));
  return object;
}

/** The part of the data that a control request may name. */
export type ControlledList = (typeof LISTS)[number] & keyof TenantData;
