import { asObject, isEmpty, type JsonObject } from "../../law/json/json-object";
import { PART } from "../graph/collection";

const REST = "AdditionalProperties";

/** Whether an object is one of the Graph PowerShell SDK's as `ConvertTo-Json` writes it: each key begins with a capital letter. */
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

/** How many objects a cmdlet gives where nobody asks for `-All`, without a word. */
const WITHOUT_ALL = 100;

/** Of these a tenant may have more than a hundred. */
const MAY_BE_LONG = /^(users|groups|members|role\w*)$/i;

/**
 * A file in Graph's words: objects of the PowerShell SDK among it are put into them, each by itself. The SDK writes out an object
 * that isn't there with all its members null, so an object with nothing in it is none.
 * @param value nested no deeper than a file may be
 */
export const inGraphsWords = (value: unknown): unknown => (holdsOfSdk(value) ? converted(value) : value);

/** Whether something in a value is of the SDK: a file may be large, and hardly any has objects of that make. */
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
    const said = converted(member);
    return [
      ...sign(name, member),
      [name, isWhollyOfSdk && asObject(said) !== undefined && isEmpty(said) ? null : said] as const,
    ];
  });
  return { ...more, ...Object.fromEntries(named.filter(([name, said]) => said !== null || !(name in more))) };
}

/** A list of exactly so many is a part, as far as anybody can tell. */
const sign = (name: string, list: unknown): readonly (readonly [string, string])[] =>
  MAY_BE_LONG.test(name) && isFirstHundred(list) ? [[`${name}${PART}`, HUNDRED]] : [];

export const HUNDRED = "exactly 100 are here, and a cmdlet gives no more without -All";

/** Whether a list is what a cmdlet gives that wasn't asked for all. */
export const isFirstHundred = (list: unknown): boolean =>
  Array.isArray(list) && list.length === WITHOUT_ALL && isOfPowerShell(list[0]);

/** Whether `ConvertTo-Json` came to its depth somewhere, and wrote an object's type in its place. */
export const isCutOff = (value: unknown): boolean =>
  typeof value === "string"
    ? /^(Microsoft\.Graph\.PowerShell\.Models\.|System\.(Object|String|Collections)\b|@\{([^({}=]+=|\}))/.test(value)
    : typeof value === "object" && value !== null && Object.values(value).some(isCutOff);
