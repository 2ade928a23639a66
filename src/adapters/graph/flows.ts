import { asObject, isAbsent } from "../../json/json-object";
import { wrongShape } from "../../json/not-understood";
import { enumeration, readFlags, recognise, saysNothing, without } from "../../json/text-list";
import type { ListCondition } from "../../model/policy";
import type { AuthenticationFlow } from "../../model/sign-in";

const FIELD = "conditions.authenticationFlows";
const METHODS = enumeration("transfer method", ["none", "deviceCodeFlow", "authenticationTransfer"]);

/** `conditions.authenticationFlows`. What `none` would cover is settled by no document, so it covers nothing. */
export function readFlows(value: unknown): ListCondition<AuthenticationFlow> {
  if (isAbsent(value)) return { kind: "any" };
  const flows = asObject(value);
  if (flows === undefined)
    return { kind: "only", values: new Set(), notUnderstood: [wrongShape(FIELD, value, "an object")] };
  const methods = readFlags(flows["transferMethods"], `${FIELD}.transferMethods`);
  if (saysNothing(methods)) return { kind: "any" };
  const { words, notUnderstood } = recognise(methods, METHODS);
  return { kind: "only", values: without(words, "none"), notUnderstood };
}
