import { badRequest, notFound } from "../http/graph-error";
import { type GraphRequest, noContent, ok, param, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { type GraphObject, isObject, type Json, type JsonObject, sameId } from "../json";
import type { RouteContext } from "../routes/collection";
import { type Attempt, CLIENTS, PLATFORMS, type SignInFacts } from "../sign-ins/facts";
import { generateAttempts } from "../sign-ins/generate";
import { homeTenantOf, recordOf } from "../sign-ins/record";
import { byId, groupById, replaced, without } from "../store/directory";
import type { GroupRecord, ListName, Store, TenantData } from "../store/store";
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

/** Puts the changes into the object, at any depth; lists and plain values are replaced, null is a value like others. */
function deepMerge(object: JsonObject, changes: JsonObject): JsonObject {
  const merged = Object.entries(changes).map(([name, value]): [string, Json | undefined] => {
    const before = object[name];
    return [name, isObject(before) && isObject(value) ? deepMerge(before, value) : value];
  });
  return { ...object, ...Object.fromEntries(merged) };
}

/** Sign-ins to make: many of chance, or one of a person. What isn't said of the one is ordinary. */
export type WantedSignIns =
  | { readonly count: number; readonly seed?: number; readonly days?: number }
  | {
      /** Object id or user principal name. */
      readonly user: string;
      readonly client?: string;
      readonly platform?: string;
      readonly ip?: string;
      readonly country?: string;
      readonly signInRisk?: string;
      readonly userRisk?: string;
      readonly flow?: string;
      /** Whether the person does MFA when asked; true without it. */
      readonly mfa?: boolean;
    };

type Context = Pick<RouteContext, "store" | "signIns" | "now" | "newId">;

/** `POST /sandbox/sign-ins`: somebody signs in, and the policies as they are decide. Answers with the records. */
export function signInControlRoutes(context: Context): readonly Route[] {
  return [{ method: "POST", path: "/sign-ins", needs: [[]], handle: (request) => make(context, request) }];
}

const MOST = 20_000;
const DAY_MS = 24 * 3_600_000;

function make(context: Context, { body }: GraphRequest): Reply {
  const { store, signIns } = context;
  const data = store.read();
  const attempts =
    body["user"] === undefined ? many(context, body["count"], body["seed"], body["days"]) : [one(context, body)];
  const records = Array.from(attempts, (attempt) => recordOf(attempt, data));
  signIns.add(records);
  return ok(records);
}

function many({ store, now }: Context, count: Json | undefined, seed: Json = 1, days: Json = 1): Iterable<Attempt> {
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > MOST)
    throw badRequest(`'count' is a whole number from 1 to ${MOST}.`);
  if (typeof seed !== "number" || typeof days !== "number" || days <= 0)
    throw badRequest("'seed' and 'days' are numbers, and 'days' is more than 0.");
  const until = now();
  return generateAttempts(store.read(), { count, seed, from: new Date(until.getTime() - days * DAY_MS), until });
}

function one({ store, now, newId }: Context, body: GraphRequest["body"]): Attempt {
  const user = personOf(store.read().users, String(body["user"]));
  const clientApp = chosen("client", body["client"], CLIENTS) ?? "browser";
  const isBrowser = clientApp === "browser";
  const facts: SignInFacts = {
    user,
    guestType: undefined,
    homeTenant: homeTenantOf(user),
    resource: "797f4846-ba00-4fd7-ba43-dac1f8f63013",
    clientApp,
    platform: chosen("platform", body["platform"], PLATFORMS) ?? "windows",
    ipAddress: textOr(body["ip"], "192.0.2.7"),
    country: textOr(body["country"], "FI"),
    device: undefined,
    signInRisk: textOr(body["signInRisk"], "none"),
    userRisk: textOr(body["userRisk"], "none"),
    insiderRisk: "none",
    flow: textOr(body["flow"], "none"),
  };
  return {
    id: newId(),
    at: now(),
    facts,
    application: isBrowser
      ? { id: "c44b4083-3bb0-49c1-b47d-974e53cbdf3c", name: "Azure Portal" }
      : { id: "04b07795-8ddb-461a-bbee-02f9e1bf7b46", name: "Microsoft Azure CLI" },
    resourceName: "Windows Azure Service Management API",
    doesMfa: body["mfa"] !== false,
  };
}

function personOf(users: readonly GraphObject[], name: string): GraphObject {
  const user = users.find(({ id, userPrincipalName }) => sameId(id, name) || sameId(String(userPrincipalName), name));
  if (user === undefined) throw badRequest(`Nobody is called '${name}'.`);
  return user;
}

function chosen<T extends string>(name: string, value: Json | undefined, choices: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw badRequest(`'${name}' is one of ${choices.join(", ")}.`);
  return choice;
}

const textOr = (value: Json | undefined, otherwise: string): string => (typeof value === "string" ? value : otherwise);
