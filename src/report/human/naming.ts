import type { Tenant } from "../../law/model/tenant";
import { fileName, named } from "../../text/sentence";
import type { NamingPolicy } from "../../verifier/one-sign-in/naming-policies";
import type { JudgedPerson } from "../../verifier/one-sign-in/ways-named";
import { type DirectoryNames, directoryNames } from "../principal";
import { describeWays } from "../why/ways";
import { describePerson } from "./explain";
import { section } from "./sections";
import { penFor, type ReportOptions, wrap } from "./terminal";

/** The policies that name one person. */
export interface Naming {
  readonly file: string;
  readonly tenant: Tenant;
  readonly person: JudgedPerson;
  readonly policies: readonly NamingPolicy[];
}

/** Which policies are about a person, by what, and which leave them out, for a terminal. */
export function renderNaming(naming: Naming, options: Pick<ReportOptions, "colour" | "width">): string {
  const { file, tenant, person, policies } = naming;
  const names = directoryNames(tenant);
  const pen = penFor(options);
  const that = (isAbout: NamingPolicy["isAbout"]) =>
    policies.filter((one) => one.isAbout === isAbout).map((one) => describe(one, names));
  return `${[
    ...wrap(`${describePerson(person, names)}, in ${fileName(file)}`, pen.width).map(pen.paint.bold),
    ...wrap(`${policies.length} of ${tenant.policies.length} policies name this person.`, pen.width, "  "),
    ...section("About them", that("yes"), pen),
    ...section("Perhaps about them", that("unclear"), pen),
    ...section("Not about them: left out", that("no"), pen),
  ].join("\n")}\n`;
}

function describe({ policy, included, excluded }: NamingPolicy, names: DirectoryNames): string {
  const out = excluded.length === 0 ? "" : `; leaves out ${describeWays(excluded, names)}`;
  return `${named(policy.displayName)}${STATES[policy.enforcement.kind]} by ${describeWays(included, names)}${out}`;
}

const STATES = {
  enforced: "",
  reportOnly: " (report-only)",
  off: " (off)",
  notUnderstood: " (its state isn't understood)",
} as const;
