import { asObject, type JsonObject } from "../../adapters/graph/json";

/** What Graph fills in beside a sign-in frequency when a program leaves it out; saying so or not is the same. */
const FILLED_IN: JsonObject = {
  frequencyInterval: "timeBased",
  authenticationType: "primaryAndSecondaryAuthentication",
};

/** Controls whose "off" is as good as not being there. Of one that nobody has heard of nobody knows that. */
const KNOWN: ReadonlySet<string> = new Set([
  "applicationEnforcedRestrictions",
  "cloudAppSecurity",
  "persistentBrowser",
  "signInFrequency",
  "disableResilienceDefaults",
]);

/** Session controls without those that are switched off and without what Graph fills in. */
export function comparableSession(sessionControls: unknown): unknown {
  const object = asObject(sessionControls);
  if (object === undefined) return sessionControls;
  const entries = Object.entries(object).filter(([key, control]) => !(KNOWN.has(key) && isOff(control)));
  const said = entries.map(([key, control]) => [key, key === "signInFrequency" ? withoutFilledIn(control) : control]);
  return Object.fromEntries(said);
}

const isOff = (control: unknown): boolean => control === false || asObject(control)?.["isEnabled"] === false;

function withoutFilledIn(control: unknown): unknown {
  const object = asObject(control);
  if (object === undefined) return control;
  return Object.fromEntries(Object.entries(object).filter(([key, value]) => FILLED_IN[key] !== value));
}
