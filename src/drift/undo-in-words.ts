import { listSection, type Section } from "../report/report";
import { listing, named, shortened, someOf } from "../text/sentence";
import type { UndoableChange } from "./change";
import { objectName, type Words } from "./change-in-words";
import type { Act, DriftReport, DriftUndo } from "./drift-report";

const MOST_SHOWN = 8;

const AFTER: Readonly<Record<DriftUndo["after"], string>> = {
  equivalent: "Then the same sign-ins need MFA as they should.",
  different: "Then nothing is open that shouldn't be.",
  unknown: "Could not tell whether anything stays open that shouldn't be.",
};

/** What to do first about drift that opens something, and the result of it. */
export function undoSection({ meaning }: DriftReport, nameOf: Words["nameOf"]): Section | undefined {
  if (meaning?.undo === undefined) return undefined;
  const { acts, after } = meaning.undo;
  const points = acts.toReversed().map((act) => actInWords(act, nameOf));
  return listSection("Undo this change first", someOf(points, MOST_SHOWN), AFTER[after]);
}

function actInWords(act: Act, nameOf: Words["nameOf"]): string {
  switch (act.kind) {
    case "pulumiUp":
      return `\`pulumi up\`: it ${listing(repairsOf(act.undoes), "and")}`;
    case "securityDefaultsOff":
      return "turn security defaults off, then continue right away. The request and the place in the portal are below";
    case "request":
      return `send the request below for ${named(act.policy.displayName)}: it sets ${pathsIn(act.undoes)}`;
    case "byHand":
      return listing(
        act.undoes.map((change) => byHandInWords(change, nameOf)),
        "and",
      );
  }
}

/** What `pulumi up` does about these changes, policy by policy. */
function repairsOf(changes: readonly UndoableChange[]): readonly string[] {
  const ofPolicies = changes.flatMap((change) => ("policy" in change ? [change] : []));
  return [...new Set(ofPolicies.map(({ policy }) => policy))].map((policy) => {
    const own = ofPolicies.filter((change) => change.policy === policy);
    const isDeleted = own.some(({ kind }) => kind === "deleted");
    return isDeleted
      ? `recreates ${named(policy.displayName)}`
      : `fixes ${pathsIn(own)} of ${named(policy.displayName)}`;
  });
}

const pathsIn = (changes: readonly object[]): string =>
  listing(
    changes.flatMap((one) => ("path" in one && typeof one.path === "string" ? [shortened(one.path)] : [])),
    "and",
  );

function byHandInWords(change: UndoableChange, nameOf: Words["nameOf"]): string {
  switch (change.kind) {
    case "field":
      return `set ${shortened(change.path)} as the code says`;
    case "deleted":
      return `restore ${named(change.policy.displayName)} in the Entra admin center`;
    case "weakStrength":
      return `make the strength of ${named(change.policy.displayName)} allow only combinations that are MFA`;
    case "member": {
      const { id, displayName } = change.member;
      const group = change.entry.principal.id;
      const [verb, where] = change.found === "memberAdded" ? ["take", "out of"] : ["put", "back into"];
      return `${verb} ${named(displayName ?? nameOf(id) ?? id)} ${where} the excluded group ${named(nameOf(group) ?? group)}`;
    }
    case "object": {
      const fields = change.fields.length === 0 ? "" : `: ${pathsIn(change.fields)}, below`;
      return change.found === "added"
        ? `delete the ${objectName(change)}`
        : `put ${objectName(change)} back as it was${fields}`;
    }
  }
}
