import { isCollection, isNode, isPair, type Node } from "yaml";
import type { Place } from "./place";
import type { RegisterError, RegisterErrorCode } from "./register-error";
import { placeAt, type SourceText } from "./source-text";

/** Where errors are gathered while a file is read, so that none hides another. */
export type Report = {
  readonly errors: RegisterError[];
  readonly placeOf: (node: Node) => Place;
  readonly add: (code: RegisterErrorCode, at: Place, message: string) => void;
};

/** An empty report on a file. */
export function reportOn(source: SourceText): Report {
  const errors: RegisterError[] = [];
  return {
    errors,
    placeOf: (node) => placeAt(source, node.range?.[0] ?? 0, endOf(node)),
    add: (code, at, message) => void errors.push({ code, message, at }),
  };
}

/** A collection is pointed at by its first item, or its first key: underlining all of it says less. */
function endOf(node: Node): number {
  const first = isCollection(node) ? node.items[0] : undefined;
  const head = isPair(first) ? first.key : first;
  return (isNode(head) ? head.range?.[1] : undefined) ?? node.range?.[1] ?? 0;
}
