import { at } from "../../../src/law/json/at-path";
import { asList, type JsonObject } from "../../../src/law/json/json-object";
import type { Policy, UserAssignment } from "../../../src/law/model/policy";
import type { ProtectedKind } from "../../settings/settings";
import type { Snapshot } from "../../settings/snapshot";
import { idsIn, lastPart } from "../objects/entra-objects";
import { memoize } from "../objects/memoize";
import { holdsUnresolved, type Resource, UNRESOLVED } from "../objects/resource";
import type { Reference } from "../objects/resource-graph";
import type { Does } from "./table";

/** Something that a resource does to an object of the tenant that the guarantee may rest on. */
export interface Change {
  readonly resource: Resource;
  readonly kind: ProtectedKind;
  /** The object's id in lower case; `undefined` where it is unresolved before deployment. */
  readonly id: string | undefined;
  /** The name by which an account is named in place of its id, in lower case. */
  readonly userPrincipalName?: string | undefined;
  /** The property that names the object, or its id where it is the resource's own. */
  readonly property: string;
  readonly does: Does;
  /** What is done to it, as the middle of a sentence: `puts somebody into`. */
  readonly verb: string;
  /** What it does to the tenant, as far as a snapshot can show it. */
  readonly effect: Effect | undefined;
  /** It gives others power over the object, and changes nothing about it by itself. */
  readonly isPowerOnly?: true | undefined;
  /** People may be taken out of a group, and nobody comes in: an access review. Its owners want that. */
  readonly isReview?: true | undefined;
  /** The attribute of a user by which a membership rule takes them in, or no more. */
  readonly attribute?: string;
}

/** What a change does to the tenant, as far as a snapshot can show it. */
export type Effect =
  | Membership
  /** The group's members from now on; `undefined` where they aren't known. With a rule that is the group's already, as before. */
  | {
      readonly kind: "members";
      readonly group: string;
      readonly members: readonly (string | undefined)[] | undefined;
      readonly rule?: string | undefined;
    }
  /** In Graph's form, as it is from now on or merged into what is there. */
  | {
      readonly kind: "policy" | "location" | "strength";
      readonly id: string;
      readonly json: JsonObject;
      readonly merge: boolean;
    }
  | { readonly kind: "gone"; readonly id: string }
  /** An account, by id or name, or nobody knows which, is of another kind from now on, or may be. */
  | { readonly kind: "account"; readonly who: string | undefined; readonly said: JsonObject };

/** Somebody comes into a group or a role, is taken out of it, or either. */
export interface Membership {
  readonly kind: "membership";
  readonly of: "groups" | "roles";
  readonly object: string;
  readonly does: "adds" | "removes" | "adds or removes";
  /** `undefined` for somebody who isn't known yet, and for everybody who is taken out. */
  readonly who: string | undefined;
  readonly isPerson?: true;
  /** Whether a role counts everywhere; of one that is scoped nobody says whether it does. */
  readonly tenantWide: boolean;
}

/** What is said of an account of which nobody knows what it will be. */
export const ANY_KIND: JsonObject = { userType: UNRESOLVED, userPrincipalName: UNRESOLVED };

/** Somebody who is added or removed, by id; `undefined` where nobody can tell whom. */
export interface Deed {
  readonly does: Does;
  readonly who?: string | undefined;
  /** What says where a role counts: `/` is everywhere. */
  readonly scope?: unknown;
}

/** What becomes of an object; the worst that may, where nobody can foresee it. */
export function effectOf(kind: ProtectedKind, id: string, { does, who, scope }: Deed): Effect | undefined {
  switch (kind) {
    case "groups":
      if (does === "sets" || does === "decides" || (does === "adds or removes" && who === undefined))
        return { kind: "members", group: id, members: undefined };
      return { kind: "membership", of: kind, object: id, does, who, tenantWide: true };
    case "roles": {
      const comes = does === "removes" || does === "adds or removes" ? does : "adds";
      return { kind: "membership", of: kind, object: id, does: comes, who, tenantWide: scope === "/" };
    }
    case "policies":
      return { kind: "gone", id };
    case "locations":
      return { kind: "location", id, json: { id }, merge: false };
    case "strengths":
      return { kind: "strength", id, json: { id }, merge: false };
    case "users":
    case "packages":
      return undefined; // whoever has the account, or is given something, is let in or not by what it is in
  }
}

/** A group whose members are these from now on. Somebody who is referred to by another key than the id isn't known. */
export const membersFrom = (group: string, references: unknown): Effect => ({
  kind: "members",
  group,
  members: holdsUnresolved(references) ? undefined : asList(references)?.map((one) => idsIn(one)[0]),
});

/** A write without the object that it is about. */
export type Writing = Omit<Change, "kind" | "id" | "effect">;

/** A write to objects of these kinds, and to any of them where not all are known; mostly nobody can foresee its outcome. */
export const changesTo = (
  writing: Writing,
  kinds: readonly ProtectedKind[],
  { ids, isResolved }: Reference,
  effectOn = (kind: ProtectedKind, id: string): Effect | undefined => effectOf(kind, id, { does: "decides" }),
): readonly Change[] =>
  kinds.flatMap((kind) => [
    ...ids.map((id) => ({ ...writing, kind, id, effect: writing.isPowerOnly ? undefined : effectOn(kind, id) })),
    ...(isResolved ? [] : [{ ...writing, kind, id: undefined, effect: undefined }]),
  ]);

/** Nobody knows which object. */
export const ANY: Reference = { ids: [], isResolved: false };

/** These objects and no others. */
export const just = (...ids: readonly string[]): Reference => ({ ids, isResolved: true });

/** Ids of objects that a change may be about. */
export type Relevant = Readonly<Record<ProtectedKind, ReadonlySet<string>>> & {
  /** Groups and roles into which somebody may come who is then left out: whoever comes into others is included at most. */
  readonly leavingOut: ReadonlySet<string>;
  /** Whether a location counts by being trusted, without being named. */
  readonly anyTrusted: boolean;
  /** Whether an account counts by its kind, without being named. */
  readonly byKind: boolean;
};

/** What a change can do to relevant objects. What is about one that isn't known may be about each of its kind. */
export function relevantEffects(
  relevant: Relevant,
  { kind, id, does, effect, isPowerOnly }: Change,
): readonly Effect[] {
  if (isPowerOnly === true) return [];
  if (effect?.kind === "account") return relevant.byKind ? [effect] : [];
  if (id === undefined && kind === "users" && does === "sets" && relevant.byKind)
    return [{ kind: "account", who: undefined, said: ANY_KIND }];
  if (id === undefined)
    return [...relevant[kind]].flatMap(
      (one) => effectOf(kind, one, { does: does === "sets" ? "decides" : does }) ?? [],
    );
  if (effect === undefined) return [];
  return relevant[kind].has(id) || (effect.kind === "location" && relevant.anyTrusted) ? [effect] : [];
}

/** All that a snapshot has, for policies that it doesn't have to refer to. */
export const everythingIn = (
  { tenant, json }: Pick<Snapshot, "tenant" | "json">,
  roles: readonly string[],
): Relevant => ({
  ...objectsOf(json),
  anyTrusted: false,
  byKind: true,
  users: new Set(),
  packages: new Set(),
  groups: new Set(tenant.groups?.keys()),
  leavingOut: new Set(),
  roles: new Set([...(tenant.roleAssignments ?? []).map(({ role }) => role), ...roles]),
});

/** What decides about anybody's sign-in: named by a policy of the snapshot, or within something that is. */
export const relevantIn = memoize(namedByPolicies);

function namedByPolicies({ tenant, json }: Snapshot): Relevant {
  const excluding = tenant.policies.map(({ users }) => users.exclude);
  const clauses = [...tenant.policies.map(({ users }) => users.include), ...excluding];
  const roles = clauses.flatMap((clause) => [...clause.roles]);
  const excludedRoles = excluding.flatMap((clause) => [...clause.roles]);
  const holders = (tenant.roleAssignments ?? []).map(({ principal }) => principal);
  const groups = [...clauses.flatMap((clause) => [...clause.groups]), ...holders];
  const leftOut = [...excluding.flatMap((clause) => [...clause.groups]), ...(excludedRoles.length > 0 ? holders : [])];
  return {
    ...objectsOf(json),
    anyTrusted: tenant.policies.some(trustsAny),
    byKind: tenant.policies.some(({ users }) => isAboutGuests(users.include) || isAboutGuests(users.exclude)),
    users: new Set(),
    packages: new Set(),
    groups: withNested(groups, tenant.groups),
    roles: new Set(roles),
    leavingOut: new Set([...withNested(leftOut, tenant.groups), ...excludedRoles]),
  };
}

/** The same with the groups and roles that policies name which are changed or made. */
export function relevantWith(snapshot: Snapshot, effects: readonly (Effect | undefined)[]): Relevant {
  const relevant = relevantIn(snapshot);
  const users = effects.flatMap((effect) =>
    effect?.kind === "policy" ? [at(effect.json, ["conditions", "users"])] : [],
  );
  const named = (kind: string): readonly string[] =>
    users.flatMap((clause) => [`include${kind}`, `exclude${kind}`].flatMap((key) => idsIn(at(clause, [key]))));
  if (users.length === 0) return relevant;
  return {
    ...relevant,
    groups: withNested([...relevant.groups, ...named("Groups")], snapshot.tenant.groups),
    roles: new Set([...relevant.roles, ...named("Roles")]),
  };
}

const isAboutGuests = ({ everyGuest, guests }: UserAssignment): boolean => everyGuest || guests !== undefined;

const trustsAny = ({ conditions: { network: locations } }: Policy): boolean =>
  locations.kind === "listed" && (locations.include.allTrusted || locations.exclude.allTrusted);

/** Those that the snapshot has, and those that its policies name: of what it lacks nobody knows what it is like. */
function objectsOf({
  policies = [],
  ...json
}: Snapshot["json"]): Pick<Relevant, "policies" | "locations" | "strengths"> {
  const listed = (list: readonly JsonObject[] = []): readonly string[] => list.map(({ id }) => lastPart(String(id)));
  const named = (...path: readonly string[]): readonly string[] =>
    policies.flatMap((policy) => idsIn(at(policy, path)));
  return {
    policies: new Set(listed(policies)),
    locations: new Set([...listed(json.namedLocations), ...named("conditions", "locations")]),
    strengths: new Set([
      ...listed(json.authenticationStrengthPolicies),
      ...named("grantControls", "authenticationStrength"),
    ]),
  };
}

/** Groups with those within them: whoever joins a group within a group joins both. A set grows while it is walked. */
export function withNested(
  ids: Iterable<string>,
  all: ReadonlyMap<string, { readonly members: readonly string[] | undefined }> = new Map(),
): ReadonlySet<string> {
  const groups = new Set(ids);
  for (const group of groups)
    for (const member of all.get(group)?.members ?? []) if (all.has(member)) groups.add(member);
  return groups;
}
