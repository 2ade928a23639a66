import { CONDITIONS, dimensionOf, isConditionReason } from "../../../src/law/conditions/index";
import type { OtherReason, Reason } from "../../../src/law/evaluate";
import { asList, asObject, at } from "../../../src/law/json/json-object";
import { masked } from "../../stack/objects/masked";
import type { Properties } from "../../stack/objects/resource";

/** For each reason other than a condition: the properties of the azuread package, and what to do. */
const OTHER_REASONS: Readonly<Record<OtherReason, { readonly paths: readonly string[]; readonly advice: string }>> = {
  state: {
    paths: ["state"],
    advice:
      "set the state to enabled; to return to report-only for a while, have the pack's owner set report-only-deadline.reportOnlyUntil",
  },
  grant: {
    paths: ["grantControls"],
    advice:
      "require mfa, or an authentication strength of this stack or the snapshot with only MFA combinations, without an alternative by the operator OR",
  },
  // The register decides about exclusions by id, so the advice leaves them out.
  users: {
    paths: ["conditions.users"],
    advice:
      "include All users, and exclude only people that the register approves: neither roles (excludedRoles) nor kinds of guests",
  },
  applications: {
    paths: ["conditions.applications"],
    advice: "include the Windows Azure Service Management API and don't exclude it",
  },
  clientApplications: {
    paths: ["conditions.clientApplications", "conditions.servicePrincipalRiskLevels"],
    advice: "use a policy for users: one for workload identities never applies to a person",
  },
  unsupported: { paths: [], advice: "take out what this pack doesn't understand, or update the pack" },
};

/** What to do about the reason for which a policy doesn't stop a sign-in, in the azuread package's words. */
export const adviceOn = (reason: Reason): string =>
  isConditionReason(reason) ? CONDITIONS[dimensionOf(reason)].words.fix : OTHER_REASONS[reason].advice;

/** What to do if the program's policies are proved and the state's aren't: the tenant was changed outside the program. */
export const DRIFT_HELP =
  "the program declares something else, so the tenant was changed outside it. Deploy again; if the plugin doesn't see the change, undo it in the portal: `npm run drift` tells you which";

/** A property of a policy and its value, in a form that may be shown. */
type Said = { readonly property: string; readonly value: string };

/** The properties of a policy that belong to a reason, each with its value. */
export const evidenceFor = (reason: Reason, properties: Properties): readonly Said[] =>
  pathsOf(reason).flatMap((path) => leavesOf(path, at(properties, path.split("."))));

function pathsOf(reason: Reason): readonly string[] {
  if (!isConditionReason(reason)) return OTHER_REASONS[reason].paths;
  const [{ azuread }] = CONDITIONS[dimensionOf(reason)].graph.fields;
  return [`conditions.${azuread.replace(/\..*/, "")}`];
}

function leavesOf(property: string, value: unknown): readonly Said[] {
  const object = asObject(value);
  if (object === undefined) return [{ property, value: value === undefined ? "not set" : masked(value) }];
  const leaves = Object.entries(object).filter(([key, inner]) => !key.startsWith("__") && !saysNothing(inner));
  return leaves.flatMap(([key, inner]) => leavesOf(`${property}.${wordOrNothing(key)}`, inner));
}

const saysNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || asList(value)?.length === 0;

/** A property name, unless it isn't a plain word: it comes from the program and may be secret. */
const wordOrNothing = (key: string): string => (/^[A-Za-z][A-Za-z0-9]{0,40}$/.test(key) ? key : "(not shown)");
