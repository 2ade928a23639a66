import { asObject, isAbsent, type JsonObject, odataType } from "../../../law/json/json-object";
import { quoted } from "../../../text/printable";
import { looksLike } from "./foreign";
import { contextOf, type GraphContext, keyOfType } from "./graph-context";
import { dueAt, KEYS, type Key, KINDS } from "./kinds";

/**
 * What a value of an export is: under which key of a tenant file it belongs, or why under none. `isOther` where it is told to be
 * something else, and not only untold.
 */
export type Told = { readonly key: Key } | { readonly why: string; readonly isOther: boolean };

/** What is said around a value: by the page that it is on, and by the names of the file and its folder. */
export interface Around {
  readonly page: GraphContext | undefined;
  readonly named: Key | undefined;
}

/** Said of what nothing tells. */
const UNTOLD = "neither its content nor its name tells what it is";

/**
 * What a value is. Graph's own word goes first, its type and then its context; then what only such objects have, then the name of the
 * file or of its folder, then what such objects have and others might. What Graph calls by another name isn't taken for any of
 * these, whatever it looks like.
 */
export function told(value: unknown, { page, named }: Around): Told {
  const object = asObject(value);
  if (object === undefined) return page?.kind === "of a tenant file" ? { key: page.key } : toldByName(value, named);
  const foreign = looksLike(object);
  if (foreign !== undefined) return { why: `it looks like ${foreign}`, isOther: true };
  return saidByGraph(object, contextOf(object) ?? page) ?? toldByContent(object, named);
}

/**
 * What the values of one list are. One of which nothing tells what it is, among others that are all of one kind, is one of them:
 * their reader says what is odd in it, and the list isn't taken for a whole one without it.
 */
export function toldTogether(values: readonly unknown[], around: Around): readonly Told[] {
  const all = values.map((value) => told(value, around));
  const keys = new Set(all.flatMap((one) => ("key" in one ? [one.key] : [])));
  const [key] = keys;
  if (key === undefined || keys.size > 1) return all;
  return all.map((one) => ("why" in one && !one.isOther ? { key } : one));
}

function saidByGraph(object: JsonObject, context: GraphContext | undefined): Told | undefined {
  if (context?.kind === "of something else") return calledOtherwise(context.path);
  const type = odataType(object);
  const ofType = type === undefined ? undefined : keyOfType(type);
  if (ofType !== undefined) return { key: ofType };
  if (context?.kind === "of a tenant file") return { key: context.key };
  return type === undefined ? undefined : calledOtherwise(type);
}

const calledOtherwise = (name: string): Told => ({
  why: `Graph calls it ${quoted(name)}, which a tenant file doesn't have`,
  isOther: true,
});

function toldByContent(object: JsonObject, named: Key | undefined): Told {
  const key = KEYS.find((one) => KINDS[one].signs.some((tells) => tells(object)));
  if (key !== undefined) return { key };
  const byName = toldByName(object, named);
  if ("key" in byName) return byName;
  const hinted = KEYS.find((one) => KINDS[one].hints.some((tells) => tells(object)));
  return hinted === undefined ? byName : { key: hinted };
}

/** A name is taken at its word only of something that may be it. */
function toldByName(value: unknown, named: Key | undefined): Told {
  if (named === undefined) return { why: UNTOLD, isOther: false };
  const { least } = KINDS[named];
  const isIt =
    dueAt(named) === "text" ? typeof value === "string" : least !== undefined && !isAbsent(asObject(value)?.[least]);
  if (isIt) return { key: named };
  const due = least === undefined ? "a text" : `an object with \`${least}\``;
  return { why: `it is called like \`${named}\`, and isn't ${due}`, isOther: false };
}

/** Names of folders that hold more than the Conditional Access policies. */
const NOT_AS_FOLDERS: ReadonlySet<string> = new Set(["policies"]);

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

const BY_NAME: ReadonlyMap<string, Key> = new Map(
  KEYS.flatMap((key) => [plain(key), ...KINDS[key].names].map((name) => [name, key] as const)),
);

/**
 * The key that a file is called like, in any case, numbered or not; else the folder that it is in, or, where each object has a
 * folder of its own name, the one around that.
 * @param name the file's path below the folder that is read
 */
export function keyByName(name: string): Key | undefined {
  const [file = "", ...folders] = name.split(/[\\/]/).reverse();
  const stem = plain(file.replace(/\.json$/i, ""));
  const folder = plain(folders.find((one) => plain(one) !== stem) ?? "");
  return (
    BY_NAME.get(stem) ??
    BY_NAME.get(stem.replace(/(page)?\d+$/, "")) ??
    (NOT_AS_FOLDERS.has(folder) ? undefined : BY_NAME.get(folder))
  );
}
