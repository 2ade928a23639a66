import { asObject, isEmpty, type JsonObject } from "../../law/json/json-object";
import { isMany, KEYS } from "../collections";
import { PART } from "../graph/list";

const REST = "AdditionalProperties";

/** Whether an object is of the Graph PowerShell SDK, as `ConvertTo-Json` writes it: every key begins with a capital letter. */
export function isOfPowerShell(value: unknown): boolean {
  const object = asObject(value);
  let members = 0;
  for (const key in object) {
    if (key.includes("@")) continue;
    if (key.charCodeAt(0) < 0x41 || key.charCodeAt(0) > 0x5a) return false;
    members++;
  }
  return members > 0;
}

/** A cmdlet returns this many objects without `-All`, and doesn't say that there are more. */
const WITHOUT_ALL = 100;

/** The keys of the lists that a cmdlet may cut, in lower case. */
const LISTS: ReadonlySet<string> = new Set(["members", ...KEYS.filter(isMany)].map((key) => key.toLowerCase()));

/**
 * A file in Graph's words: every object of the PowerShell SDK in it is converted. The SDK writes an object that isn't set with all its
 * members null, so an empty object becomes null.
 * @param value nested no deeper than a file may be
 */
export const inGraphsWords = (value: unknown): unknown => (holdsOfSdk(value) ? converted(value) : value);

/** Whether a value has objects of the SDK. A file may be large, and few files have any. */
function holdsOfSdk(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsOfSdk);
  if (isOfPowerShell(value) || (value as JsonObject)[REST] !== undefined) return true;
  for (const key in value) if (holdsOfSdk((value as JsonObject)[key])) return true;
  return false;
}

function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted);
  const object = asObject(value);
  if (object === undefined) return value;
  const isWhollyOfSdk = isOfPowerShell(object);
  const { [REST]: rest, ...members } = object;
  const more = asObject(converted(rest)) ?? {};
  const named = Object.entries(members).flatMap(([key, member]) => {
    const name = isWhollyOfSdk ? key.charAt(0).toLowerCase() + key.slice(1) : key;
    const value = converted(member);
    return [
      ...markIfCut(name, member),
      [name, isWhollyOfSdk && asObject(value) !== undefined && isEmpty(value) ? null : value] as const,
    ];
  });
  return { ...more, ...Object.fromEntries(named.filter(([name, value]) => value !== null || !(name in more))) };
}

/** A list with exactly this many objects may be incomplete. */
const markIfCut = (name: string, list: unknown): readonly (readonly [string, string])[] =>
  LISTS.has(name.toLowerCase()) && isFirstHundred(list) ? [[`${name}${PART}`, HUNDRED]] : [];

/** Why a list of exactly 100 objects may be incomplete. */
export const HUNDRED = "it has exactly 100 objects, and a cmdlet returns no more without -All";

/** Whether a list may be the first 100 objects that a cmdlet returns without `-All`. */
export const isFirstHundred = (list: unknown): boolean =>
  Array.isArray(list) && list.length === WITHOUT_ALL && isOfPowerShell(list[0]);

/** Whether `ConvertTo-Json` reached its depth somewhere in a value, and wrote the type of an object in its place. */
export const isCutOff = (value: unknown): boolean =>
  typeof value === "string"
    ? /^(Microsoft\.Graph\.PowerShell\.Models\.|System\.(Object|String|Collections)\b|@\{([^({}=]+=|\}))/.test(value)
    : typeof value === "object" && value !== null && Object.values(value).some(isCutOff);
