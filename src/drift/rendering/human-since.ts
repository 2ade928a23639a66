import { printable } from "../../text/printable";
import { describeRole } from "../../words/principal";
import type { ObjectChange } from "../change/object-change";
import type { Since } from "../drift-report";
import { labelled, type PolicyContext, valueText, withEffect } from "./human-policy";

/** What a list holds, in a word; of a role its name says it. */
export const WHAT: Readonly<Record<ObjectChange["list"], string>> = {
  policies: "policy",
  namedLocations: "location",
  authenticationStrengthPolicies: "authentication strength",
  groups: "group",
  roleAssignments: "",
  securityDefaults: "security defaults",
  conditionalAccessSettings: "settings of Conditional Access",
};

const HOW: Readonly<Record<ObjectChange["kind"], string>> = { added: "new", removed: "gone", changed: "changed" };

/** What isn't as it was when the snapshot was taken, object by object. */
export function renderSince(since: Since, context: PolicyContext): readonly string[] {
  const { file, changes, notComparable } = since;
  const head = changes.length === 0 ? `since ${printable(file)}: nothing else has changed` : `since ${printable(file)}`;
  const blind =
    notComparable.length === 0
      ? []
      : labelled("  ", `not in both, so not compared: ${notComparable.join(", ")}`, context);
  return ["", head, ...changes.flatMap((change) => renderChange(change, context)), ...blind];
}

const named = ({ list, id, displayName }: ObjectChange): string =>
  list === "roleAssignments" ? describeRole(id) : `${WHAT[list]} "${printable(displayName ?? id)}" (${printable(id)})`;

function renderChange(change: ObjectChange, context: PolicyContext): readonly string[] {
  const { list, id, kind, fields } = change;
  const name = id === "" ? WHAT[list] : named(change);
  return [
    ...withEffect("  ", `${name}: ${HOW[kind]}`, change, context),
    ...fields.flatMap(({ path, tenant, code }) => [
      `    ${printable(path)}`,
      ...labelled("      before  ", valueText(code, context.nameOf), context),
      ...labelled("      now     ", valueText(tenant, context.nameOf), context),
    ]),
  ];
}
