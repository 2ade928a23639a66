import type { JsonObject } from "../json/json-object";
import { isEmptyList, readFlags, recognise } from "../json/text-list";
import { AUTHENTICATION_FLOWS, type AuthenticationFlow, type Known, type Said } from "../model/dimensions";
import { type ListedCondition, whole } from "./condition";
import { odd, readObject, wordsOfList } from "./list-condition";

const FIELD = "conditions.authenticationFlows";

const NAMES: Record<NonNullable<AuthenticationFlow>, string> = {
  deviceCodeFlow: "device code flow",
  authenticationTransfer: "authentication transfer",
};

/** Device code flow and authentication transfer; null is an ordinary sign-in. */
export const authenticationFlows: ListedCondition<"authenticationFlow"> = {
  reason: "authenticationFlows",
  values: AUTHENTICATION_FLOWS,
  word: "flow",
  graph: {
    key: "authenticationFlows",
    fields: [
      { path: "authenticationFlows.transferMethods", azuread: "authenticationFlowTransferMethods", holds: "flags" },
    ],
    read: (value) => readObject(value, FIELD, readFlows),
  },
  whatIf: (flow) => ({ authenticationFlow: { transferMethod: flow ?? "none" } }),
  readLog,
  words: wordsOfList({
    kind: "authentication flow",
    values: AUTHENTICATION_FLOWS,
    nameOf: (flow) => (flow === null ? "an ordinary sign-in" : NAMES[flow]),
    before: "by ",
    fix: "remove its condition on authentication flows",
  }),
};

const METHODS = ["none", "deviceCodeFlow", "authenticationTransfer"] as const;

/** What `none` would cover is settled by no document, so it covers nothing. */
function readFlows({ transferMethods }: JsonObject): Said<"authenticationFlow"> {
  const methods = readFlags(transferMethods, `${FIELD}.transferMethods`);
  if (isEmptyList(methods)) return { kind: "any" };
  const { words, notUnderstood } = recognise(methods, "transfer method", METHODS);
  if (notUnderstood.length > 0) return odd(...notUnderstood);
  return { kind: "only", values: new Set(AUTHENTICATION_FLOWS.filter((flow) => flow !== null && words.has(flow))) };
}

const PROTOCOLS: ReadonlyMap<unknown, AuthenticationFlow> = new Map([
  ["deviceCode", "deviceCodeFlow"],
  ["authenticationTransfer", "authenticationTransfer"],
]);

/** A flow that a session used earlier counts for later sign-ins, too, so the protocol alone never says that there was none. */
function readLog(record: JsonObject): Known<AuthenticationFlow> | undefined {
  const method = record["originalTransferMethod"];
  const flow = AUTHENTICATION_FLOWS.find((one) => (one ?? "none") === method);
  return whole(flow === undefined ? PROTOCOLS.get(record["authenticationProtocol"]) : flow);
}
