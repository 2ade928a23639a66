import { listSection, type Section } from "../report/report";
import { listing, named, shortened, someOf } from "../text/sentence";
import { describeRole } from "../words/principal";
import type { Act, Drifted, DriftReport, DriftUndo, ObjectChange } from "./drift-report";
import type { Words } from "./policy-in-words";

const MOST_SHOWN = 8;

const AFTER: Readonly<Record<DriftUndo["after"], string>> = {
  equivalent: "Then the same sign-ins need MFA as they should.",
  different: "Then nothing is open that shouldn't be.",
  unknown: "Could not tell whether anything stays open that shouldn't be.",
};

/** What to do first about drift that opens something, and what comes of it. */
export function undoSection({ meaning, policies }: DriftReport, nameOf: Words["nameOf"]): Section | undefined {
  if (meaning?.undo === undefined) return undefined;
  const { acts, after } = meaning.undo;
  const points = acts.toReversed().map((act) => actInWords(act, policies, nameOf));
  return listSection("Undo this change first", someOf(points, MOST_SHOWN), AFTER[after]);
}

const fieldsOf = (differences: readonly object[]): string =>
  listing(
    differences.flatMap((one) => ("path" in one && typeof one.path === "string" ? [shortened(one.path)] : [])),
    "and",
  );

function actInWords({ undoes, ...act }: Act, policies: DriftReport["policies"], nameOf: Words["nameOf"]): string {
  switch (act.kind) {
    case "pulumiUp": {
      const repairs = policies.flatMap((policy) => {
        if (policy.kind === "deleted") return undoes.includes(policy) ? [`recreates ${named(policy.displayName)}`] : [];
        const differences = policy.kind === "compared" ? policy.differences : [];
        const fields = fieldsOf(differences.filter((one) => undoes.includes(one)));
        return fields === "" ? [] : [`fixes ${fields} of ${named(policy.displayName)}`];
      });
      return `\`pulumi up\`: it ${listing(repairs, "and")}`;
    }
    case "securityDefaultsOff":
      return "turn security defaults off, then continue right away. The request and the place in the portal are below";
    case "request":
      return `send the request below for ${named(act.policy.displayName)}: it sets ${fieldsOf(undoes)}`;
    case "byHand":
      return listing(
        undoes.map((drifted) => byHandInWords(drifted, nameOf)),
        "and",
      );
  }
}

function byHandInWords(drifted: Drifted, nameOf: Words["nameOf"]): string {
  if ("list" in drifted) {
    const what = objectName(drifted);
    if (drifted.kind === "added") return `delete the ${what}`;
    return `put ${what} back as it was${drifted.fields.length === 0 ? "" : `: ${fieldsOf(drifted.fields)}, below`}`;
  }
  if ("member" in drifted) {
    const { id, displayName } = drifted.member;
    const group = drifted.entry.principal.id;
    const [verb, where] = drifted.kind === "memberAdded" ? ["take", "out of"] : ["put", "back into"];
    return `${verb} ${named(displayName ?? nameOf(id) ?? id)} ${where} the excluded group ${named(nameOf(group) ?? group)}`;
  }
  if ("path" in drifted) return `set ${shortened(drifted.path)} as the code says`;
  const name = "displayName" in drifted ? named(drifted.displayName) : "";
  return drifted.kind === "deleted"
    ? `restore ${name} in the Entra admin center`
    : `make the strength of ${name} allow only combinations that are MFA`;
}

/** What a list holds, in a word; of a role its name says it. */
const KINDS: Readonly<Record<ObjectChange["list"], string>> = {
  policies: "policy",
  namedLocations: "location",
  authenticationStrengthPolicies: "authentication strength",
  groups: "group",
  roleAssignments: "",
  securityDefaults: "security defaults",
  conditionalAccessSettings: "settings of Conditional Access",
};

/** An object of the tenant by its kind and name. */
export function objectName({ list, id, displayName }: ObjectChange): string {
  if (list === "roleAssignments") return describeRole(id);
  return id === "" ? KINDS[list] : `${KINDS[list]} ${named(displayName ?? id)}`;
}
