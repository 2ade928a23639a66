import { sectionLines } from "../../report/human";
import { listSection } from "../../report/report";
import { printable } from "../../text/printable";
import { listing, named, shortened } from "../../text/sentence";
import { describeRole } from "../../words/principal";
import type { ObjectChange } from "../change/object-change";
import type { Drifted } from "../change/stack-changes";
import type { DriftReport } from "../drift-report";
import type { PolicyReport } from "../policy/policy-report";
import type { Act, DriftUndo } from "../undo";
import { type NameOf, valueText } from "./human-policy";
import { WHAT } from "./human-since";
import { type Pen, wrap } from "./pen";

/** What to do first about drift that opens something, before all else that is told of it, and what comes of it. */
export function renderUndo({ meaning, policies }: DriftReport, nameOf: NameOf, pen: Pen): readonly string[] {
  const undo = meaning?.undo;
  if (undo === undefined) return [];
  const points = undo.acts.toReversed().map((act) => actText(act, policies, nameOf));
  const shown = points.slice(0, MOST_SHOWN);
  const more = points.length - shown.length;
  return [
    ...sectionLines(
      listSection("Undo this change first", more > 0 ? [...shown, `and ${more} more, listed below`] : shown),
      pen,
    ),
    ...wrap(AFTER[undo.after], pen.width, "  "),
  ];
}

const MOST_SHOWN = 8;

const AFTER: Readonly<Record<DriftUndo["after"], string>> = {
  equivalent: "After that the same sign-ins need MFA as they should.",
  different: "After that nothing is open that shouldn't be.",
  unknown: "Whether something is open after that which shouldn't be could not be settled.",
};

function actText(act: Act, policies: readonly PolicyReport[], nameOf: NameOf): string {
  switch (act.kind) {
    case "pulumiUp":
      return `\`pulumi up\`: it ${listing(
        policies.flatMap((policy) => repairText(policy, new Set(act.undoes))),
        "and",
      )}`;
    case "securityDefaultsOff":
      return "turn security defaults off, then go on at once: the request, and the place in the portal, are below";
    case "request":
      return `send the request below for ${named(act.policy.displayName)}: it sets ${fieldsText(fieldsIn(act.undoes))}`;
    case "byHand":
      return listing(
        act.undoes.map((drifted) => byHandText(drifted, nameOf)),
        "and",
      );
  }
}

function repairText(policy: PolicyReport, undone: ReadonlySet<Drifted>): readonly string[] {
  if (policy.kind === "deleted") return undone.has(policy) ? [`creates ${named(policy.displayName)} again`] : [];
  if (policy.kind !== "compared") return [];
  const fields = policy.differences.filter((difference) => undone.has(difference)).map(({ path }) => path);
  return fields.length === 0 ? [] : [`puts right ${fieldsText(fields)} of ${named(policy.displayName)}`];
}

const fieldsIn = (undone: readonly Drifted[]): readonly string[] =>
  undone.flatMap((drifted) => ("path" in drifted ? [drifted.path] : []));

const fieldsText = (fields: readonly string[]): string => listing(fields.map(shortened), "and");

function byHandText(drifted: Drifted, nameOf: NameOf): string {
  if ("list" in drifted) return backAsItWas(drifted, nameOf);
  if ("member" in drifted) {
    const { id, displayName } = drifted.member;
    const who = named(displayName ?? nameOf(id) ?? id);
    const group = `the excluded group ${named(nameOf(drifted.entry.principal.id) ?? drifted.entry.principal.id)}`;
    return drifted.kind === "memberAdded" ? `take ${who} out of ${group}` : `put ${who} back into ${group}`;
  }
  if ("displayName" in drifted)
    return drifted.kind === "deleted"
      ? `restore ${named(drifted.displayName)} in the Entra admin center`
      : `have the strength of ${named(drifted.displayName)} allow combinations that are MFA only`;
  return "path" in drifted ? `set ${shortened(drifted.path)} as the code says` : "";
}

function backAsItWas({ list, id, displayName, kind, fields }: ObjectChange, nameOf: NameOf): string {
  if (list === "roleAssignments") return `have those hold ${describeRole(id)} who held it then`;
  const what = id === "" ? `the ${WHAT[list]}` : `the ${WHAT[list]} ${named(displayName ?? id)}`;
  if (kind === "removed") return `put ${what} back as it was`;
  if (kind === "added") return `delete ${what}`;
  const parts = fields.map(({ path, code }) => {
    const text = valueText(code, nameOf);
    return text.length > LONGEST ? shortened(path) : `${shortened(path)} (${text})`;
  });
  return `set back ${printable(listing(parts, "and"))} of ${what}`;
}

const LONGEST = 60;
