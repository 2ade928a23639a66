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
      return marked(compareRecords(field.shape, seen, wanted, path));
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
  if (field.kind !== "set") return compareByPlace(field, seen, wanted, path);
  const gone = (from: readonly Value[], to: readonly Value[], kind: "add" | "delete"): Bare[] =>
    from.flatMap((value, index) => (to.includes(value) ? [] : [{ path: `${path}[${index}]`, kind }]));
  return onePerPath([...gone(seen, wanted, "delete"), ...gone(wanted, seen, "add")]);
}

/** Compares the entries of two lists place by place. The official plugin matches equal entries first. */
function compareByPlace(field: Texts | Block, seen: readonly Value[], wanted: readonly Value[], path: string): Bare[] {
  const longer = seen.length > wanted.length ? seen : wanted;
  return longer.flatMap((_, index): Bare[] => {
    const [before, after, at] = [seen[index], wanted[index], `${path}[${index}]`];
    if ("shape" in field) return compareRecords(field.shape, before, after, at);
    if (before === after) return [];
    return [{ path: at, kind: before === undefined ? "add" : after === undefined ? "delete" : "update" }];
  });
}

/** Turns the removal and the addition of an entry at one path into an update. */
function onePerPath(found: readonly Bare[]): Bare[] {
  const byPath = new Map<string, Bare>();
  for (const one of found) byPath.set(one.path, byPath.has(one.path) ? { ...one, kind: "update" } : one);
  return [...byPath.values()];
}

function compareRecords(shape: Shape, seen: Value | undefined, wanted: Value | undefined, path: string): Bare[] {
  if (isFields(seen) && isFields(wanted))
    return differences(shape, seen, wanted, `${path}.`).map((inner) => ({ ...inner }));
  if (isFields(wanted)) return [{ path, kind: "add" }];
  return isFields(seen) ? [{ path, kind: "delete" }] : [];
}
