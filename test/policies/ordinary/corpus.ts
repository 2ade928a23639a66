import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { aTenant, PROTECTED } from "../support/tenants";

/** A resource that an ordinary stack declares. A text in its arguments may refer to another one: `${group.objectId}`. */
export interface Declared {
  /** `GroupMember` of the azuread package, or a whole type token. */
  readonly resource: string;
  readonly name: string;
  readonly args: { readonly [property: string]: unknown };
}

/** A stack of another team that weakens nothing, as it is written in `stacks/`; whatever is referred to comes before. */
export interface OrdinaryStack {
  readonly name: string;
  readonly resources: readonly Declared[];
}

const FOLDER = join(__dirname, "stacks");

/** More of them, each about one thing. */
export const smallStacks = (): readonly OrdinaryStack[] =>
  Object.entries(parse(readFileSync(join(__dirname, "small-stacks.yaml"), "utf8")) as object).map(
    ([name, resources]) => ({ name, resources: resources as readonly Declared[] }),
  );

export const ordinaryStacks = (): readonly OrdinaryStack[] =>
  readdirSync(FOLDER).map((file) => ({
    name: basename(file, ".yaml"),
    resources: parse(readFileSync(join(FOLDER, file), "utf8")) as readonly Declared[],
  }));

/** The pack's configuration for such a stack: the objects that the guarantee rests on, and a snapshot of the tenant. */
export const PROTECTED_AND_SNAPSHOT = {
  "no-mfa-bypass": { baseline: "elsewhere" },
  "protected-baseline": { protected: PROTECTED },
  "tenant-stays-closed": { tenant: aTenant() },
};

/** A text in pieces: plain ones, and references to a property of a resource. */
export type Piece = string | { readonly name: string; readonly property: string };

const piecesOf = (text: string): readonly Piece[] =>
  text.split(/(\$\{[^}]+\})/).flatMap((piece): readonly Piece[] => {
    const [, name, property] = /^\$\{([\w-]+)\.(\w+)\}$/.exec(piece) ?? [];
    if (name !== undefined && property !== undefined) return [{ name, property }];
    return piece === "" ? [] : [piece];
  });

/** The value with each text that refers to something replaced. */
export function withReferences(value: unknown, replace: (pieces: readonly Piece[]) => unknown): unknown {
  if (typeof value === "string") {
    const pieces = piecesOf(value);
    return pieces.every((piece) => typeof piece === "string") ? value : replace(pieces);
  }
  if (Array.isArray(value)) return value.map((item) => withReferences(item, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withReferences(inner, replace)]));
}
