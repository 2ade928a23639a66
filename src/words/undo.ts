import { asObject } from "../law/json/json-object";
import type { Policy } from "../law/model/policy";
import { present } from "../text/present";
import { listingSome, named, shortened } from "../text/sentence";
import type { Undo } from "../verifier/undo";
import type { DirectoryNames } from "./principal";

/** What to put back so that nothing is newly open: which policy, which field, from what to what, and what comes of it. */
export function undoInWords(undo: Undo, names: DirectoryNames) {
  const points = undo.policies.map(({ was, now }) => {
    const name = named(was.displayName);
    if (now === undefined) return `${name} is gone: put it back`;
    const back = changedFields(was, now).map((change) => fieldBack(change, names));
    return `${name}: ${back.join("; ")}`;
  });
  return { points, after: comesOf(undo) };
}

function comesOf({ after, leavesOpen }: Undo): string {
  if (leavesOpen)
    return "Even then something stays newly open, because people, groups, roles, locations or strengths changed too.";
  if (after === "equivalent") return "After that the same sign-ins need MFA as before.";
  return after === "unknown"
    ? "Could not tell whether anything is newly open after that."
    : "After that nothing is newly open.";
}

/** A field of a policy that is another after a change, with its JSON before and after; undefined where there is none. */
interface ChangedField {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

function fieldBack({ field, from, to }: ChangedField, names: DirectoryNames): string {
  const [was, is] = [textsOf(from), textsOf(to)];
  const where = shortened(field);
  if (was === undefined || is === undefined || !(Array.isArray(from) || Array.isArray(to)))
    return `${where} from ${inWords(to, names)} back to ${inWords(from, names)}`;
  const [added, lost] = [is.filter((one) => !was.includes(one)), was.filter((one) => !is.includes(one))];
  const back = present([
    added.length > 0 && `take ${inWords(added, names)} out`,
    lost.length > 0 && `put ${inWords(lost, names)} back`,
  ]);
  return `in ${where} ${back.join(", and ")}`;
}

/** The texts of a list; none of what isn't there. */
function textsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : undefined;
}

const MOST_NAMED = 5;

function inWords(value: unknown, names: DirectoryNames): string {
  const texts = typeof value === "string" ? [value] : textsOf(value);
  if (texts === undefined) return shortened(JSON.stringify(value));
  const words = texts.map((text) => shortened(names.nameOf(text) ?? text));
  return listingSome(words, MOST_NAMED) || "nothing";
}

/** Fields that decide nothing. */
const ASIDE: ReadonlySet<string> = new Set(
  "id displayName description templateId createdDateTime modifiedDateTime sessionControls".split(" "),
);

/** The fields in which a policy changed, each as deep as it can be named. */
const changedFields = (was: Policy, now: Policy): readonly ChangedField[] =>
  changesIn(JSON.parse(was.written.in("")), JSON.parse(now.written.in("")), []);

function changesIn(from: unknown, to: unknown, path: readonly string[]): readonly ChangedField[] {
  if (ASIDE.has(path[0] ?? "") || JSON.stringify(from) === JSON.stringify(to)) return [];
  const [older, newer] = [asObject(from), asObject(to)];
  if (older === undefined || newer === undefined) return [{ field: path.join("."), from, to }];
  return [...new Set([...Object.keys(older), ...Object.keys(newer)])].flatMap((key) =>
    changesIn(older[key], newer[key], [...path, key]),
  );
}
