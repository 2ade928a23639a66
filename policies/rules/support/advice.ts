import { CONDITIONS, dimensionOf, isConditionReason } from "../../../src/law/conditions/index";
import type { LetThrough, Reason, ReasonBeside } from "../../../src/law/evaluate";
import { at } from "../../../src/law/json/at-path";
import { asList } from "../../../src/law/json/json-object";
import { roleName } from "../../../src/words/principal";
import type { Properties } from "../../stack/objects/resource";
import { shown } from "../../stack/objects/shown";

/** What to do about what lets a sign-in through a policy, named in the words of the program that declares it. */
export function adviceOn(reason: Reason, properties: Properties): string {
  if (isConditionReason(reason)) return CONDITIONS[dimensionOf(reason)].words.advice;
  if (reason === "users") return adviceOnUsers(properties);
  return reason === "grant" ? adviceOnGrant(properties) : ADVICE[reason];
}

const ADVICE: Readonly<Record<Exclude<ReasonBeside, "users" | "grant">, string>> = {
  state: "set the state to enabled",
  applications: "include the Windows Azure Service Management API and don't exclude it",
  clientApplications: "use a policy for users: one for workload identities never applies to a person",
  unsupported: "leave out what this pack doesn't understand, or update the pack",
};

/** Whom a policy excludes by id is another matter: the register's. */
function adviceOnUsers(properties: Properties): string {
  const users = (list: string): readonly unknown[] => asList(at(properties, ["conditions", "users", list])) ?? [];
  const roles = users("excludedRoles");
  const advices = [
    ...(users("includedUsers").includes("All") ? [] : ["include All users"]),
    ...(roles.length === 0
      ? []
      : [`take ${roles.map(roleInWords).join(", ")} out of excludedRoles: the register approves people, not roles`]),
    ...(users("excludedGuestsOrExternalUsers").length === 0 ? [] : ["take excludedGuestsOrExternalUsers out"]),
  ];
  return advices.length === 0 ? "include All users, and exclude nobody but by the register" : advices.join("; and ");
}

function roleInWords(role: unknown): string {
  const name = typeof role === "string" ? roleName(role.toLowerCase()) : undefined;
  return name === undefined ? `the role ${shown(role)}` : `the role ${name} (${shown(role)})`;
}

function adviceOnGrant(properties: Properties): string {
  const grant = (key: string): unknown => at(properties, ["grantControls", key]);
  const controls = asList(grant("builtInControls")) ?? [];
  const others = controls.filter((control) => control !== "mfa").map(shown);
  const strength = grant("authenticationStrengthPolicyId");
  if (grant("operator") === "OR" && controls.includes("mfa") && others.length > 0)
    return `take ${others.join(", ")} out of builtInControls: with the operator OR that is enough without MFA`;
  if (strength !== undefined && others.length === 0 && !controls.includes("mfa"))
    return "require mfa, or an authentication strength of which every combination is MFA";
  return "require mfa, without an alternative that avoids it";
}

/** What to do about what was changed in the tenant, where the program asks for something that proves. */
export function driftHelp(because: readonly LetThrough[]): string {
  const isRepaired = because.every(({ reason }) => isRepairedByPlugin(reason));
  const how = isRepaired
    ? "deploy again, and it is changed back"
    : "change it back there: the plugin doesn't see it, so a deployment leaves it as it is";
  return `the program asks for something else: it was changed in the tenant. ${how.charAt(0).toUpperCase()}${how.slice(1)}`;
}

function isRepairedByPlugin(reason: Reason): boolean {
  if (!isConditionReason(reason)) return reason !== "unsupported";
  return Object.values(CONDITIONS[dimensionOf(reason)].graph.fields).every(
    ({ pluginOnDrift }) => pluginOnDrift === "repairs",
  );
}
