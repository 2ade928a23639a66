import type { ProtectedKind } from "../../settings/settings";
import { azureadType } from "../objects/entra-objects";

/**
 * What happens to an object: nothing; it is replaced by what the program says; somebody comes in, or is taken out; others decide about
 * it from now on; others get power over it, and the object itself doesn't change; or an access review may take people out. The
 * object's owners want that, and nobody comes in.
 */
export type Operation = "nothing" | "sets" | "adds" | "removes" | "decides" | "empowers" | "reviews";

/** What a row says, whichever way it is deployed. */
interface Meaning {
  readonly does: Operation;
  /** The kinds of objects that it is done to. */
  readonly kinds: readonly ProtectedKind[];
  /** The middle of a sentence: `puts somebody into`. */
  readonly verb: string;
}

/** What resources of one azuread type do. A type without a row is newer than the pack. */
export interface ResourceRow extends Meaning {
  readonly type: string;
  /** The property that names the object. Without it, the resource itself is the object. */
  readonly object: string | undefined;
  /** The property that names who is added. */
  readonly who: string | undefined;
  /** The property that says where a role counts. Without it, the role counts everywhere. */
  readonly scope: string | undefined;
}

/**
 * What requests to one address do. The first row that fits counts. If no row fits, the request may do anything to the objects
 * that its address names, and nothing to others.
 */
export interface RequestRow extends Meaning, More {
  /**
   * The method (`*` for every method that writes) and the address below the version. `{groups}` and the like is the id of an
   * object of that kind, `{name}` a user principal name, `{any}` any segment, `**` any rest.
   */
  readonly on: string;
}

/** What else a row may say of requests. */
interface More {
  /**
   * Where the object is named if the address doesn't name it: in the body, or nowhere; `itself` for a new object; or under properties
   * of the body. If these hold no id, the request may be about any object, or about none. A request to something of another stack
   * may be about any object; the stack's own is judged `where it is made`, and only the body counts.
   */
  readonly named?:
    | ("body" | "nowhere" | "where it is made" | "itself")
    | { readonly under: RegExp; readonly otherwise: "any" | "none" };
  /** The body must have this property with this value. Without a value, any will do, even an unresolved one. */
  readonly when?: readonly [name: RegExp, value?: RegExp];
  /** The rows below this one count as well. */
  readonly also?: true;
}

/** Requests; or an azuread type, and its properties that name the object, who is added, and where a role counts, in this order. */
type Column = string | readonly [requests: string, More];

/** Rows of the table that say the same. @param what the operation and the kinds of objects, as `adds groups roles` */
export function row(what: string, verb: string, ...columns: readonly Column[]): readonly (ResourceRow | RequestRow)[] {
  const [does, ...kinds] = what.split(" ");
  const meaning = { does: does as Operation, kinds: kinds as ProtectedKind[], verb };
  return columns.flatMap((column) => {
    const [text, more] = typeof column === "string" ? [column] : column;
    return [...new Set(choicesIn(text))].map((on) => {
      const [type = "", object, who, scope] = on.split(" ");
      return /^[A-Z][a-z]/.test(on)
        ? { ...meaning, type: azureadType(type), object, who, scope }
        : { ...meaning, on, ...more };
    });
  });
}

/** Rows that say that nothing happens. */
export const nothing = (...columns: readonly Column[]) => row("nothing", "", ...columns);

/** The texts that a text stands for: `<users|groups>` is `users` in one and `groups` in the other. */
function choicesIn(text: string): readonly string[] {
  const [, before = "", choices, after = ""] = /^(.*)<([^<>]*)>(.*)$/.exec(text) ?? [];
  if (choices === undefined) return [text];
  return choices.split("|").flatMap((choice) => choicesIn(`${before}${choice}${after}`));
}
