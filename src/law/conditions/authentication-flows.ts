import { listing } from "../../text/sentence";
import { asObject, isAbsent } from "../json/json-object";
import { wrongShape } from "../json/not-understood";
import { asFlags } from "../json/reshape";
import { enumeration, readFlags, recognise, saysNothing, without } from "../json/text-list";
import { AUTHENTICATION_FLOWS, type AuthenticationFlow, type ListCondition } from "../model/dimensions";
import { azureadSpelling, graphField, type ListedCondition } from "./condition";
import { optionByWord } from "./explain-options";
import { explainList, listLaw, listNotUnderstood } from "./list-condition";

const FIELD = "conditions.authenticationFlows";

/** Device code flow and authentication transfer; null is an ordinary sign-in. */
export const authenticationFlows: ListedCondition<"authenticationFlow"> = {
  dimension: "authenticationFlow",
  reason: "authenticationFlows",
  values: AUTHENTICATION_FLOWS,
  ...listLaw<AuthenticationFlow>(),
  graph: {
    key: "authenticationFlows",
    fields: [graphField("authenticationFlows.transferMethods", "authenticationFlowTransferMethods", "flags")],
    read: (value) => ({ condition: read(value), notUnderstood: [] }),
  },
  azuread: azureadSpelling("authenticationFlowTransferMethods", (value) => ({ transferMethods: asFlags(value) })),
  json: { key: "authenticationFlow", value: (flow) => flow },
  whatIf: (flow) => ({ authenticationFlow: { transferMethod: flow ?? "none" } }),
  words: {
    how: (flows) =>
      flows === "any"
        ? undefined
        : listing(
            flows.map((flow) => (flow === null ? "by an ordinary sign-in" : NAMES[flow])),
            "or",
          ),
    preposition: "",
    explain: (condition) => explainList("authentication flow", condition),
    advice: "take the authentication flow condition out",
  },
  asOptions: optionByWord(
    { name: "the authentication flow", option: "flow", help: "how they sign in; none: an ordinary sign-in" },
    AUTHENTICATION_FLOWS,
  ),
};

const METHODS = enumeration("transfer method", ["none", "deviceCodeFlow", "authenticationTransfer"]);

/** What `none` would cover is settled by no document, so it covers nothing. */
function read(value: unknown): ListCondition<AuthenticationFlow> {
  if (isAbsent(value)) return { kind: "any" };
  const flows = asObject(value);
  if (flows === undefined) return listNotUnderstood(wrongShape(FIELD, value, "an object"));
  const methods = readFlags(flows["transferMethods"], `${FIELD}.transferMethods`);
  if (saysNothing(methods)) return { kind: "any" };
  const { words, notUnderstood } = recognise(methods, METHODS);
  return { kind: "only", values: without(words, "none"), notUnderstood };
}

const NAMES: Record<NonNullable<AuthenticationFlow>, string> = {
  deviceCodeFlow: "by device code flow",
  authenticationTransfer: "by authentication transfer",
};
