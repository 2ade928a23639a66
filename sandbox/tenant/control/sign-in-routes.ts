import { badRequest } from "../http/graph-error";
import type { GraphRequest } from "../http/graph-request";
import { ok, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { GraphObject, Json } from "../json";
import type { RouteContext } from "../routes/context";
import { sameId } from "../same-id";
import type { Attempt } from "../sign-ins/attempt";
import { CLIENTS, PLATFORMS, type SignInFacts } from "../sign-ins/facts";
import { generateAttempts } from "../sign-ins/generate";
import { homeTenantOf, recordOf } from "../sign-ins/record";

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
