import { randomUUID } from "node:crypto";
import { badRequest, notFound } from "../http/graph-error";
import { noContent, ok, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { type GraphObject, isObject, type Json, type JsonObject, sameId } from "../json";
import type { RouteContext } from "../routes/collection";
import { seedId } from "../seed/ids";
import { type Attempt, CLIENTS, PLATFORMS, type SignInFacts } from "../sign-ins/facts";
import { generateAttempts } from "../sign-ins/generate";
import { homeTenantOf, recordOf } from "../sign-ins/record";
import { byId, groupById, replaced, without } from "../store/directory";
import type { Actor } from "../store/directory-audits";
import type { ListName, TenantData } from "../store/store";
import type { Fault, FaultList } from "./fault";

/** A change behind everybody's back. */
export type Change =
  /** Creates or replaces an object with any content. */
  | { readonly kind: "put"; readonly list: ListName; readonly id: string; readonly object: JsonObject }
  /** Merges fields into an object at any depth; lists and null replace what was there. */
  | { readonly kind: "patch"; readonly list: ListName; readonly id: string; readonly changes: JsonObject }
  | { readonly kind: "remove"; readonly list: ListName; readonly id: string }
  /** Puts any id into a group, also one that nothing has, or takes it out. */
  | { readonly kind: "member"; readonly group: string; readonly member: string; readonly isIn: boolean }
  | { readonly kind: "securityDefaults"; readonly isEnabled: boolean };

/**
 * `/sandbox/…`: what no Graph has. Changes made here are checked by nobody, so that a policy can hold what this project has never heard
 * of; they stand for somebody in the portal, or a newer Graph. What is sent was written by `TenantDirectory`, so its type is known.
 */
export function controlRoutes(context: Context, faults: FaultList): readonly Route[] {
  const { store } = context;
  const route = (method: Route["method"], path: string, handle: (body: JsonObject) => Reply | undefined): Route => ({
    method,
    path,
    needs: [[]],
    handle: ({ body }) => handle(body) ?? noContent(),
  });
  return [
    route("GET", "/hello", () => ok({ pid: process.pid })),
    route("GET", "/data", () => ok(JSON.parse(JSON.stringify(store.read())))),
    route(
      "POST",
      "/change",
      (body) => void store.change(changed(store.read(), body as unknown as Change), IN_THE_PORTAL),
    ),
    route("POST", "/sign-ins", (body) => make(context, body)),
    route("POST", "/faults", (body) => void faults.add(body as unknown as Fault)),
    route("DELETE", "/faults", () => void faults.clear()),
  ];
}

/** The parts of the data that a change makes anew. @throws GraphError 404 for what isn't there */
function changed(data: TenantData, change: Change): Partial<TenantData> {
  switch (change.kind) {
    case "put": {
      const { list, id, object } = change;
      const made = { ...object, id };
      return { [list]: byId(data[list], id) === undefined ? [...data[list], made] : replaced(data[list], made) };
    }
    case "patch": {
      const stored = existing(data, change);
      const merged = { ...deepMerge(stored, change.changes), id: stored.id };
      return { [change.list]: replaced(data[change.list], merged) };
    }
    case "remove":
      return { [change.list]: without(data[change.list], existing(data, change).id) };
    case "member": {
      const group = groupById(data.groups, change.group);
      if (group === undefined) throw notFound(`/groups/${change.group}`);
      const others = group.members.filter((other) => !sameId(other, change.member));
      const members = change.isIn ? [...others, change.member] : others;
      return { groups: data.groups.map((other) => (other === group ? { ...group, members } : other)) };
    }
    case "securityDefaults":
      return { securityDefaults: { ...data.securityDefaults, isEnabled: change.isEnabled } };
  }
}

function existing(data: TenantData, { list, id }: { readonly list: ListName; readonly id: string }): GraphObject {
  const object = byId(data[list], id);
  if (object === undefined) throw notFound(id);
  return object;
}

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

/** Somebody of the local tenant who administers it by hand. */
const IN_THE_PORTAL: Actor = {
  user: { id: seedId("member", 2), userPrincipalName: "platform-engineer-2@contoso.example" },
};

type Context = Pick<RouteContext, "store" | "signIns" | "now">;

const MOST = 20_000;
const DAY_MS = 24 * 3_600_000;

/** Somebody signs in, and the policies as they are decide. Answers with the records. */
function make(context: Context, body: JsonObject): Reply {
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

function one({ store, now }: Context, body: JsonObject): Attempt {
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
    id: randomUUID(),
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
