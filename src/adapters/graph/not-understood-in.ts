import { strengthForcesMfa } from "../../verifier/law/grant";
import type { Assignment, Control, Grant, Levels, Platforms, Policy, Strength } from "../../verifier/policy";
import type { NamedLocation } from "../../verifier/tenant";
import type { NotUnderstood } from "../../verifier/truth";

/** Everything in a policy that isn't understood, each once, in the order in which the model has it. */
export function notUnderstoodIn(policy: Policy): readonly NotUnderstood[] {
  return distinct([
    ...own(policy.enforcement),
    ...inGrant(policy.grant),
    ...inAssignment(policy.users.include),
    ...inAssignment(policy.users.exclude),
    ...policy.applications.include.notUnderstood,
    ...policy.applications.exclude.notUnderstood,
    ...(typeof policy.applications.filter === "string" ? [] : [policy.applications.filter]),
    ...inLevels(policy.clientApps),
    ...inPlatforms(policy.platforms),
    ...own(policy.device),
    ...inLevels(policy.signInRisk),
    ...inLevels(policy.userRisk),
    ...inLevels(policy.insiderRisk),
    ...inLevels(policy.flows),
    ...policy.unsupported,
  ]);
}

/** The same for a named location; the fields are the location's own. */
export function notUnderstoodInLocation({ places }: NamedLocation): readonly NotUnderstood[] {
  return places.kind === "ranges" ? places.notUnderstood : own(places);
}

type MaybeNotUnderstood = { readonly kind: string } | ({ readonly kind: "notUnderstood" } & NotUnderstood);

const own = (part: MaybeNotUnderstood): readonly NotUnderstood[] =>
  "why" in part ? [{ field: part.field, why: part.why }] : [];

const inGrant = (grant: Grant): readonly NotUnderstood[] =>
  grant.kind === "sessionOnly" ? [] : [...own(grant.operator), ...grant.controls.flatMap(inControl)];

const inControl = (control: Control): readonly NotUnderstood[] =>
  control.kind === "strength" ? inStrength(control.strength) : own(control);

function inStrength(strength: Strength): readonly NotUnderstood[] {
  if (strength.kind !== "listed") return [];
  const isUnclear = (combination: readonly string[]): boolean =>
    strengthForcesMfa({ ...strength, requirement: "mfa", combinations: [combination] }) === "unclear";
  const unclear = strength.combinations.filter(isUnclear).map((combination) => ({
    field: `${strength.field}.allowedCombinations`,
    why: `\`${combination.join(",")}\` has a method that is not known`,
  }));
  if (strength.requirement !== "notUnderstood") return unclear;
  return [{ field: `${strength.field}.requirementsSatisfied`, why: "neither mfa nor none" }, ...unclear];
}

const inAssignment = ({ guests, notUnderstood }: Assignment): readonly NotUnderstood[] =>
  guests === undefined ? notUnderstood : [...notUnderstood, ...guests.notUnderstood, ...own(guests.homes)];

const inLevels = (levels: Levels<unknown>): readonly NotUnderstood[] =>
  levels.kind === "any" ? [] : levels.notUnderstood;

const inPlatforms = (platforms: Platforms): readonly NotUnderstood[] =>
  platforms.kind === "any" ? [] : [...platforms.include.notUnderstood, ...platforms.exclude.notUnderstood];

function distinct(notes: readonly NotUnderstood[]): readonly NotUnderstood[] {
  return [...new Map(notes.map((note) => [JSON.stringify([note.field, note.why]), note])).values()];
}
