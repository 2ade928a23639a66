import { asObject, isAnnotation, isEmpty, type JsonObject } from "../../../law/json/json-object";
import { KEYS } from "./kinds";

/** Keys around the objects of an export, which whoever wrote them down may have chosen. */
const AROUND: ReadonlySet<string> = new Set(["value", ...KEYS]);

/** What the SDK has no member for, in Graph's own words. */
const REST = "AdditionalProperties";

/**
 * Whether all of a file is what `ConvertTo-Json` makes of the Graph PowerShell SDK's objects: each of their keys begins with a
 * capital letter, but for what is in `AdditionalProperties` and in times.
 */
export function isOfPowerShell(file: unknown): boolean {
  const around = asObject(file);
  const lists =
    around === undefined ? [file] : Object.keys(around).some((key) => AROUND.has(key)) ? listsOf(around) : [around];
  const pending: unknown[] = [...lists].reverse();
  let objects = 0;
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== "object" || next === null) continue;
    if (Array.isArray(next)) {
      for (let index = next.length - 1; index >= 0; index--) pending.push(next[index]);
      continue;
    }
    for (const [key, value] of Object.entries(next)) {
      if (!/^[A-Z]/.test(key)) return false;
      if (key !== REST && !key.endsWith("DateTime")) pending.push(value);
    }
    objects++;
  }
  return objects > 0;
}

const listsOf = (around: JsonObject): readonly unknown[] =>
  Object.entries(around).flatMap(([key, value]) => {
    if (isAnnotation(key)) return [];
    const page = AROUND.has(key) ? asObject(value) : undefined;
    return page !== undefined && "value" in page ? [page["value"]] : [value];
  });

/** `ConvertTo-Json` writes no deeper. */
const DEEPEST = 100;

/**
 * A file of that make in Graph's words. The SDK writes out an object that isn't there with all its members null, so an object
 * with nothing in it is none.
 */
export function fromPowerShell(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((item) => fromPowerShell(item, depth + 1));
  const object = asObject(value);
  if (object === undefined) return value;
  const { [REST]: rest, ...members } = object;
  const named = Object.entries(members).map(([key, member]) => [
    graphName(key),
    orNull(fromPowerShell(member, depth + 1)),
  ]);
  return { ...asObject(rest), ...Object.fromEntries(named) };
}

const graphName = (key: string): string => `${key.charAt(0).toLowerCase()}${key.slice(1)}`;

const orNull = (member: unknown): unknown => (asObject(member) !== undefined && isEmpty(member) ? null : member);

/**
 * Where `ConvertTo-Json` came to its depth and wrote an object's type in its place.
 * @returns a path such as `Conditions.Users`; `undefined` where there is none
 */
export function cutOffAt(file: unknown): string | undefined {
  const pending: (readonly [path: string, value: unknown])[] = [["", file]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [path, value] = next;
    if (
      typeof value === "string" &&
      /^(Microsoft\.Graph\.PowerShell\.Models\.|System\.(Object|String|Collections)\b|@\{)/.test(value)
    )
      return path;
    if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value))
        pending.push([Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`, inner]);
  }
  return undefined;
}
