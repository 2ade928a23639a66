import { asObject, asText, type JsonObject } from "../law/json/json-object";
import { toGraphPolicy } from "../tenant/azuread/policy";

/** The policy that the code asks for, in Graph's words, from the resource's inputs. */
export function codePolicy(inputs: JsonObject): JsonObject {
  const policy = asObject(toGraphPolicy(inputs)) ?? {};
  return { ...policy, sessionControls: sessionInGraph(inputs["sessionControls"]) };
}

/** Session controls of a `azuread.ConditionalAccessPolicy` as Graph writes them. What isn't an object stays as it is. */
export function sessionInGraph(inputs: unknown): unknown {
  const session = asObject(inputs);
  if (session === undefined) return inputs;
  const enabled = (control: JsonObject): JsonObject => ({ isEnabled: true, ...control });
  const [cloudApps, browser] = [asText(session["cloudAppSecurityPolicy"]), asText(session["persistentBrowserMode"])];
  return {
    applicationEnforcedRestrictions: session["applicationEnforcedRestrictionsEnabled"] === true ? enabled({}) : null,
    cloudAppSecurity: cloudApps === undefined ? null : enabled({ cloudAppSecurityType: cloudApps }),
    persistentBrowser: browser === undefined ? null : enabled({ mode: browser }),
    disableResilienceDefaults: session["disableResilienceDefaults"] === true,
    signInFrequency: frequencyIn(session),
  };
}

function frequencyIn(session: JsonObject): JsonObject | null {
  const value = session["signInFrequency"];
  const interval = asText(session["signInFrequencyInterval"]);
  const isTimed = typeof value === "number" && value > 0;
  if (!isTimed && interval !== "everyTime") return null;
  return {
    isEnabled: true,
    ...(isTimed ? { value, type: session["signInFrequencyPeriod"] } : {}),
    frequencyInterval: interval,
    authenticationType: asText(session["signInFrequencyAuthenticationType"]),
  };
}
