import { CONDITIONS, dimensionOf, isConditionReason } from "../../../src/law/conditions/index";
import type { OtherReason, Reason } from "../../../src/law/evaluate";
import { asList, asObject, at } from "../../../src/law/json/json-object";
import templates from "../../stack/objects/built-in-roles.json";
import { masked } from "../../stack/objects/masked";
import type { Properties } from "../../stack/objects/resource";

/** For each reason other than a condition: the properties of the azuread package, and what to do. */
const OTHER_REASONS: Readonly<
  Record<OtherReason, { readonly paths: readonly string[]; readonly advice: (properties: Properties) => string }>
> = {
  state: { paths: ["state"], advice: () => "set the state to enabled" },
  grant: { paths: ["grantControls"], advice: adviceOnGrant },
  users: { paths: ["conditions.users"], advice: adviceOnUsers },
  applications: {
    paths: ["conditions.applications"],
    advice: () => "include the Windows Azure Service Management API and don't exclude it",
  },
  clientApplications: {
    paths: ["conditions.clientApplications", "conditions.servicePrincipalRiskLevels"],
    advice: () => "use a policy for users: one for workload identities never applies to a person",
  },
  unsupported: { paths: [], advice: () => "take out what this pack doesn't understand, or update the pack" },
};

/** What to do about the reason for which a policy doesn't stop a sign-in, in the azuread package's words. */
export const adviceOn = (reason: Reason, properties: Properties): string =>
  isConditionReason(reason) ? CONDITIONS[dimensionOf(reason)].words.fix : OTHER_REASONS[reason].advice(properties);

/** The register decides about exclusions by id, so the advice leaves them out. */
function adviceOnUsers(properties: Properties): string {
  const users = (list: string): readonly unknown[] => asList(at(properties, ["conditions", "users", list])) ?? [];
  const roles = users("excludedRoles").map(roleInWords).join(", ");
  const advices = [
    ...(users("includedUsers").includes("All") ? [] : ["include All users"]),
    ...(roles === "" ? [] : [`take ${roles} out of excludedRoles: the register approves people, not roles`]),
    ...(users("excludedGuestsOrExternalUsers").length === 0 ? [] : ["take excludedGuestsOrExternalUsers out"]),
  ];
  return advices.length === 0
    ? "include All users, and exclude only people that the register approves"
    : advices.join("; and ");
}

function roleInWords(role: unknown): string {
  const id = typeof role === "string" ? role.toLowerCase() : undefined;
  const name = Object.entries(templates).find(([, template]) => template === id)?.[0];
  return name === undefined ? `the role ${masked(role)}` : `the role ${name} (${masked(role)})`;
}

function adviceOnGrant(properties: Properties): string {
  const grant = (key: string): unknown => at(properties, ["grantControls", key]);
  const controls = asList(grant("builtInControls")) ?? [];
  const others = controls.filter((control) => control !== "mfa").map(masked);
  if (grant("operator") === "OR" && controls.includes("mfa") && others.length > 0)
    return `take ${others.join(", ")} out of builtInControls: with the operator OR, that is enough without MFA`;
  if (grant("authenticationStrengthPolicyId") !== undefined && controls.length === 0)
    return "require mfa, or an authentication strength with only MFA combinations";
  return "require mfa, without an alternative that avoids it";
}

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
  const { azuread } = CONDITIONS[dimensionOf(reason)];
  return azuread === undefined ? [] : [`conditions.${azuread.path}`];
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
