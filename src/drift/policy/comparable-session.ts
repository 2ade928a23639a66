import { asObject, type JsonObject } from "../../adapters/graph/json";

/** What Graph fills in when a program leaves it out; saying so or not is the same. */
const FILLED_IN: JsonObject = {
  frequencyInterval: "timeBased",
  authenticationType: "primaryAndSecondaryAuthentication",
};

/** Session controls without those that are switched off and without what Graph fills in. */
export function comparableSession(sessionControls: unknown): unknown {
  const object = asObject(sessionControls);
  if (object === undefined) return sessionControls;
  const entries = Object.entries(object).filter(([, control]) => !isOff(control));
  return Object.fromEntries(entries.map(([key, control]) => [key, withoutFilledIn(control)]));
}

const isOff = (control: unknown): boolean => control === false || asObject(control)?.["isEnabled"] === false;

function withoutFilledIn(control: unknown): unknown {
  const object = asObject(control);
  if (object === undefined) return control;
  return Object.fromEntries(Object.entries(object).filter(([key, value]) => FILLED_IN[key] !== value));
}
