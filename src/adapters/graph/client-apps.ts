import { enumeration, readTexts, recognise, without } from "../../json/text-list";
import type { ListCondition } from "../../model/policy";
import { CLIENT_APPS, type ClientApp } from "../../model/sign-in";

const TYPES = enumeration("client app type", ["all", ...CLIENT_APPS]);

/** `conditions.clientAppTypes`. Graph asks for the list, so one that is empty or missing stands for no client. */
export function readClientApps(value: unknown): ListCondition<ClientApp> {
  const { words, notUnderstood } = recognise(readTexts(value, "conditions.clientAppTypes"), TYPES);
  if (!words.has("all")) return { kind: "only", values: without(words, "all"), notUnderstood };
  return notUnderstood.length === 0 ? { kind: "any" } : { kind: "only", values: new Set(CLIENT_APPS), notUnderstood };
}
