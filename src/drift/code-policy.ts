import { asObject, asText, type JsonObject } from "../law/json/json-object";
import { toGraphPolicy } from "../tenant/azuread/policy";

/** The policy that the code asks for, in Graph's words, from the resource's inputs. */
export const codePolicy = (inputs: JsonObject): JsonObject => ({
  ...asObject(toGraphPolicy(inputs)),
  sessionControls: sessionInGraph(inputs["sessionControls"]),
});

/** Session controls of a `azuread.ConditionalAccessPolicy` as Graph writes them. What isn't an object stays as it is. */
function sessionInGraph(inputs: unknown): unknown {
  const session = asObject(inputs);
  if (session === undefined) return inputs;
  const enabledWith = (key: string, value: string | undefined) =>
    value === undefined ? null : { isEnabled: true, [key]: value };
  return {
    applicationEnforcedRestrictions:
      session["applicationEnforcedRestrictionsEnabled"] === true ? { isEnabled: true } : null,
    cloudAppSecurity: enabledWith("cloudAppSecurityType", asText(session["cloudAppSecurityPolicy"])),
    persistentBrowser: enabledWith("mode", asText(session["persistentBrowserMode"])),
    disableResilienceDefaults: session["disableResilienceDefaults"] === true,
    signInFrequency: frequencyIn(session),
  };
}

function frequencyIn({ signInFrequency: value, ...session }: JsonObject): JsonObject | null {
  const interval = asText(session["signInFrequencyInterval"]);
  const isTimed = typeof value === "number" && value > 0;
  if (!isTimed && interval !== "everyTime") return null;
  return {
    isEnabled: true,
    ...(isTimed && { value, type: session["signInFrequencyPeriod"] }),
    frequencyInterval: interval,
    authenticationType: asText(session["signInFrequencyAuthenticationType"]),
  };
}
