import { isDeepStrictEqual } from "node:util";
import {
  type Block,
  type Field,
  isKeptWhenUnset,
  isSettable,
  type Scalar,
  type Shape,
  type Texts,
  UNSET,
} from "./shape";
import { type Fields, isFields, isList, isUnknown, isUnset, type Value } from "./values";

/** A property whose value in the program differs from the value last seen in the tenant. */
export interface Difference {
  /** The path in Pulumi's notation: `conditions.users.excludedUsers[2]`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  /** True if only a new object can have this value. */
  readonly replaces: boolean;
}

/**
 * Compares the values last seen with those of the program, as the official plugin does (recorded): null, an empty list and an
 * unset field are the same. Order and letter case matter. A field that the plugin fills by itself counts only if the program sets
 * it.
 */
export function differences(shape: Shape, seen: Fields, wanted: Fields, prefix = ""): Difference[] {
  return Object.entries(shape.fields)
    .filter(([, field]) => isSettable(field))
    .flatMap(([name, field]) => compareField(field, seen[name], wanted[name], prefix + name));
}

function compareField(field: Field, seen: Value | undefined, wanted: Value | undefined, path: string): Difference[] {
  if (isUnset(wanted) && isKeptWhenUnset(field)) return [];
  const marked = (found: readonly Bare[]) =>
    found.map((difference) => ({ ...difference, replaces: difference.replaces ?? field.replaces === true }));
  if (isUnknown(wanted)) return marked([{ path, kind: isEmpty(field, seen) ? "add" : "update" }]);
  switch (field.kind) {
    case "text":
    case "flag":
    case "number":
      return marked(compareScalar(field, seen, wanted, path));
    case "block":
      return marked(compareBlock(field, seen, wanted, path));
    default:
      return marked(compareEntries(field, listOf(seen), listOf(wanted), path));
  }
}

/** A difference without the decision whether it needs a new object. */
type Bare = Omit<Difference, "replaces"> & { readonly replaces?: boolean };

const listOf = (value: Value | undefined): readonly Value[] => (isList(value) ? value : []);

const settled = (field: Scalar, value: Value | undefined): Value =>
  isUnset(value) ? (field.unset ?? UNSET[field.kind]) : value;

function isEmpty(field: Field, value: Value | undefined): boolean {
  if (isUnset(value)) return true;
  return isList(value) ? value.length === 0 : field.kind === "text" && value === "";
}

function compareScalar(field: Scalar, seen: Value | undefined, wanted: Value | undefined, path: string): Bare[] {
  if (settled(field, seen) === settled(field, wanted)) return [];
  if (isUnset(seen)) return [{ path, kind: "add" }];
  return [{ path, kind: isEmpty(field, wanted) ? "delete" : "update" }];
}

/** A list that appears or disappears is one difference. Otherwise each entry is one. */
function compareEntries(
  field: Texts | Block,
  seen: readonly Value[],
  wanted: readonly Value[],
  path: string,
): readonly Bare[] {
  if (seen.length === 0 && wanted.length === 0) return [];
  if (seen.length === 0) return [{ path, kind: "add" }];
  if (wanted.length === 0) return [{ path, kind: "delete" }];
  if ("shape" in field)
    return aligned(seen, wanted, path, (before, after, at) => compareRecords(field.shape, before, after, at));
  if (field.kind === "list")
    return aligned(seen, wanted, path, (_before, _after, at) => [{ path: at, kind: "update" }]);
  const gone = (from: readonly Value[], to: readonly Value[], kind: "add" | "delete"): Bare[] =>
    from.flatMap((value, index) => (to.includes(value) ? [] : [{ path: `${path}[${index}]`, kind }]));
  return onePerPath([...gone(seen, wanted, "delete"), ...gone(wanted, seen, "add")]);
}

/** Turns the removal and the addition of an entry at one path into an update. */
function onePerPath(found: readonly Bare[]): Bare[] {
  const byPath = new Map<string, Bare>();
  for (const one of found) byPath.set(one.path, byPath.has(one.path) ? { ...one, kind: "update" } : one);
  return [...byPath.values()];
}

function compareBlock(field: Block, seen: Value | undefined, wanted: Value | undefined, path: string): Bare[] {
  const isIdle = !isFields(seen) && isFields(wanted) && field.isEffective?.(wanted) === false;
  return isIdle ? [] : compareRecords(field.shape, seen, wanted, path);
}

function compareRecords(shape: Shape, seen: Value | undefined, wanted: Value | undefined, path: string): Bare[] {
  if (isFields(seen) && isFields(wanted))
    return differences(shape, seen, wanted, `${path}.`).map((inner) => ({ ...inner }));
  if (isFields(wanted)) return [{ path, kind: "add" }];
  return isFields(seen) ? [{ path, kind: "delete" }] : [];
}

/** Matches equal entries first, so that a removed entry is one difference. The rest is compared by position. */
function aligned(
  seen: readonly Value[],
  wanted: readonly Value[],
  path: string,
  compare: (before: Value, after: Value, at: string) => Bare[],
): Bare[] {
  const found: Bare[] = [];
  let [from, to] = [0, 0];
  for (const [i, j] of [...matches(seen, wanted), [seen.length, wanted.length] as const]) {
    const isInPlace = from === to;
    for (; from < i || to < j; from += 1, to += 1) {
      const [before, after] = [from < i ? seen[from] : undefined, to < j ? wanted[to] : undefined];
      if (isInPlace && before !== undefined && after !== undefined) {
        found.push(...compare(before, after, `${path}[${from}]`));
        continue;
      }
      if (before !== undefined) found.push({ path: `${path}[${from}]`, kind: "delete" });
      if (after !== undefined) found.push({ path: `${path}[${to}]`, kind: "add" });
    }
    [from, to] = [i + 1, j + 1];
  }
  return onePerPath(found);
}

/** The longest common subsequence of two lists, as pairs of positions. */
function matches(seen: readonly Value[], wanted: readonly Value[]): readonly (readonly [number, number])[] {
  const longest = seen.map(() => wanted.map(() => 0));
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0;
  const isSame = (i: number, j: number): boolean => isDeepStrictEqual(seen[i], wanted[j]);
  for (let i = seen.length - 1; i >= 0; i -= 1)
    for (let j = wanted.length - 1; j >= 0; j -= 1) {
      const row = longest[i];
      if (row !== undefined) row[j] = isSame(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const pairs: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < seen.length && j < wanted.length; ) {
    if (isSame(i, j)) {
      pairs.push([i, j]);
      [i, j] = [i + 1, j + 1];
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
