import type { Tenant } from "../law/model/tenant";
import type { Truth } from "../law/model/truth";
import { counted, fileName } from "../text/sentence";
import type { JudgedPerson } from "../verifier/one-sign-in/judged-person";
import type { NamingPolicy } from "../verifier/one-sign-in/ways-named";
import { type DirectoryNames, directoryNames } from "../words/principal";
import { describeWays } from "../words/users";
import { describePerson } from "./explanation";
import { personInJson, stateInJson, wayInJson } from "./explanation-in-json";
import { filled, listSection, type Report } from "./report";

export interface Naming {
  readonly file: string;
  readonly tenant: Tenant;
  readonly person: JudgedPerson;
  readonly policies: readonly NamingPolicy[];
}

/** Which policies are about a person, by what, and which leave them out. */
export function namingReport({ file, tenant, person, policies }: Naming): Report {
  const names = directoryNames(tenant);
  const that = (isAbout: Truth) =>
    policies.filter((one) => isAboutThem(one) === isAbout).map((one) => describe(one, names));
  return {
    title: "Conditional Access policies of a person",
    tone: "none",
    word: describePerson(person, names),
    subject: fileName(file),
    answer: [`${policies.length} of ${counted(tenant.policies.length, "policy names", "policies name")} this person.`],
    sections: filled([
      listSection("Includes them", that("yes")),
      listSection("May include them", that("unclear")),
      listSection("Excludes them", that("no")),
    ]),
    footer: "Made by azmfa explain.",
  };
}

/** *unclear* also where it depends on the sort of guest or the home tenant. */
function isAboutThem({ about }: NamingPolicy): Truth {
  const [first = "no", ...others] = new Set(about);
  return others.length > 0 ? "unclear" : first;
}

function describe({ policy, included, excluded }: NamingPolicy, names: DirectoryNames): string {
  const out = excluded.length === 0 ? "" : `; excludes ${describeWays(excluded, names)}`;
  return `${names.policy(policy)}${STATES[policy.enforcement.kind]} by ${describeWays(included, names)}${out}`;
}

const STATES = {
  enforced: "",
  reportOnly: " (report-only)",
  off: " (off)",
  notUnderstood: " (its state isn't understood)",
} as const;

/** The policies that name a person, in the shape and key order that `docs/verdicts.md` promises. */
export const namingObject = ({ file, tenant, person, policies }: Naming): object => ({
  file,
  user: personInJson(person, directoryNames(tenant)),
  policies: policies.map((one) => ({
    policy: one.policy.id,
    displayName: one.policy.displayName,
    state: stateInJson(one.policy),
    isAbout: isAboutThem(one),
    includedBy: one.included.map(wayInJson),
    excludedBy: one.excluded.map(wayInJson),
  })),
});
