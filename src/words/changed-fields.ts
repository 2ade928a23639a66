import { asObject } from "../law/json/json-object";
import type { Policy } from "../law/model/policy";

/** A field of a policy that is another after a change, with its JSON before and after; undefined where there is none. */
export interface ChangedField {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Fields that decide nothing. */
const ASIDE: ReadonlySet<string> = new Set([
  ..."id displayName description templateId createdDateTime modifiedDateTime sessionControls".split(" "),
]);

/** The fields in which a policy changed, each as deep as it can be told. */
export const changedFields = (was: Policy, now: Policy): readonly ChangedField[] =>
  changesIn(JSON.parse(was.written.in("")), JSON.parse(now.written.in("")), "").filter(
    ({ field }) => !ASIDE.has(field.split(".")[0] ?? ""),
  );

function changesIn(from: unknown, to: unknown, field: string): readonly ChangedField[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  const [older, newer] = [asObject(from), asObject(to)];
  if (older === undefined || newer === undefined) return [{ field, from, to }];
  return [...new Set([...Object.keys(older), ...Object.keys(newer)])].flatMap((key) =>
    changesIn(older[key], newer[key], field === "" ? key : `${field}.${key}`),
  );
}
