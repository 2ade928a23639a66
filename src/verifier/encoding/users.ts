import type { Membership, NamedParts } from "../../law/membership/membership";
import type { GroupId, RoleId } from "../../law/model/ids";
import type { AssignmentSide, Policy, UserAssignment } from "../../law/model/policy";
import type { IdentityType } from "../../law/model/sign-in";
import type { Truth } from "../../law/model/truth";
import { namesIdentityType } from "../../law/users";
import { notUnderstoodInAssignment } from "../not-understood";
import type { Settling } from "../verdict";
import { CERTAIN, everyOf, IMPOSSIBLE, opposite, type Pair, pairIf, someOf } from "./logic";
import { type Candidate, contentIs, type Part, readingIs } from "./policy-parts";

/** How one policy names somebody. */
export interface NamedBy {
  /** Whether it certainly includes them: by id, group, role, or as a guest. */
  readonly included: boolean;
  readonly excluded: boolean;
  /** False for outsiders, who are in no group and hold no role. */
  readonly isInDirectory: boolean;
  readonly identity: IdentityType;
  /** Roles that they hold in a part of the tenant, or may activate. */
  readonly rolesInPart: ReadonlySet<RoleId>;
}

/** A policy that may stop somebody, as clauses. */
export interface EncodedPolicy {
  readonly policy: Policy;
  readonly number: number;
  readonly tenantIndex: number;
  /** Its index in its tenant's list. Two policies may have the same id. */
  readonly place: number;
  readonly membership: Membership;
  /** In the order of the law; `undefined` stands for the users that the policy is about. */
  readonly parts: readonly (Part | undefined)[];
  readonly about: (named: NamedBy) => Pair;
}

/** A role that policies name and that somebody holds in a part of the tenant, or may activate. */
export interface RoleInPart {
  readonly role: RoleId;
  readonly tenantIndex: number;
  readonly membership: Membership;
  readonly holders: NamedParts;
}

/** Whether a policy is about somebody, given what isn't known. */
export function aboutOf(candidate: Candidate): (named: NamedBy) => Pair {
  const { include, exclude } = candidate.policy.users;
  const holders = { include: anybodyIn(include, candidate), exclude: anybodyIn(exclude, candidate) };
  const isNamed = (clause: AssignmentSide, { included, isInDirectory, identity, rolesInPart }: NamedBy): Pair =>
    clause === "include" && included
      ? CERTAIN
      : someOf([
          identityNamed(clause, identity, candidate),
          ...(isInDirectory ? [holders[clause], holdsInPart(clause, rolesInPart, candidate)] : []),
        ]);
  return (named) =>
    named.excluded ? IMPOSSIBLE : everyOf([isNamed("include", named), opposite(isNamed("exclude", named))]);
}

/** Somebody of the directory is in a group that may have unknown members, or holds a role that may have unknown holders. */
function anybodyIn({ groups, roles }: UserAssignment, { membership, unknowns, number }: Candidate): Pair {
  const open = [...openInGroups(groups, membership), ...[...roles].flatMap((role) => openInRole(role, membership))];
  return someOf(
    open.map(({ kind, id, key, through }) => unknowns.pair(key, { kind, id, isContent: false }, number, through)),
  );
}

function holdsInPart(clause: AssignmentSide, held: ReadonlySet<RoleId>, { policy, unknowns, number }: Candidate): Pair {
  const roles = [...policy.users[clause].roles].filter((role) => held.has(role));
  return someOf(
    roles.map((id) => unknowns.pair(inPartKey(id), { kind: "role", id, isContent: false, inPart: true }, number)),
  );
}

function identityNamed(clause: AssignmentSide, identity: IdentityType, candidate: Candidate): Pair {
  const assignment = candidate.policy.users[clause];
  const guests = `conditions.users.${clause}GuestsOrExternalUsers`;
  const reading = candidate.areReadingsOpen ? openReadingOf(assignment, identity) : undefined;
  if (reading !== undefined) return readingIs(`${clause}d ${reading}`, `${guests}.externalTenants`, candidate);
  const truth: Truth = assignment.everyone ? "yes" : namesIdentityType(assignment, clause, identity);
  if (truth !== "unclear") return pairIf(truth === "yes");
  const [first] = notUnderstoodInAssignment(assignment);
  const whole = assignment.guests === undefined ? [] : [{ field: guests, why: "" }];
  return contentIs([...assignment.notUnderstood, ...whole], candidate, first?.field);
}

/**
 * What Microsoft's documents leave open about the guests that a policy names; `undefined` if it makes no difference. A verdict reads it
 * against the policy, both for an include and for an exclude, so these are two readings.
 */
export function openReadingOf(
  { guests, everyone, everyGuest }: UserAssignment,
  { type }: IdentityType,
): string | undefined {
  if (guests === undefined || everyone || everyGuest || type === "member" || !guests.types.has(type)) return undefined;
  if (guests.homes.kind === "notKnown" && type !== "internalGuest")
    return "guests of tenants that aren't stated are those of all";
  if (guests.homes.kind === "enumerated" && type === "internalGuest")
    return "a list of tenants is about internal guests too";
  return undefined;
}

/** The members of a group that its list leaves out. */
export const restOf = (id: string): string => `the rest of ${id}`;

/** The key of the fact that somebody holds a role in a part of the tenant, or may activate it. */
export const inPartKey = (role: RoleId): string => `role ${role} in part`;

/** Something unknown that decides whether somebody of the directory is in a group or holds a role. */
export interface OpenMembership {
  readonly kind: "group" | "role";
  readonly id: string;
  readonly key: string;
  /** The groups and roles that it passes through. If one of them holds nobody else, it doesn't matter. */
  readonly through: readonly Settling[];
}

/** What isn't known about the members of these groups and of the groups inside them. */
export function openInGroups(ids: Iterable<GroupId>, membership: Membership): readonly OpenMembership[] {
  return [...membership.groups.within(ids)].flatMap((id): readonly OpenMembership[] => {
    const unknown = membership.groups.unknownIn(id);
    if (unknown === "nothing") return [];
    if (unknown === "all") return [{ kind: "group", id, key: `group ${id}`, through: [] }];
    if (unknown === "a rest") return [{ kind: "group", id, key: `group ${restOf(id)}`, through: [] }];
    const through = [{ kind: "group", id } as const];
    return unknown.map((inner) => ({ kind: "group", id: inner, key: `group ${inner}`, through }));
  });
}

/** What isn't known about the holders of the role, apart from people who hold it in a part of the tenant. */
export function openInRole(id: RoleId, membership: Membership): readonly OpenMembership[] {
  if (membership.isRoleUnknown(id)) return [{ kind: "role", id, key: `role ${id}`, through: [] }];
  const openInGroupsThat = (assigned: { readonly tenantWide: boolean }): readonly OpenMembership[] =>
    openInGroups(membership.unknownGroupsOf(id, assigned), membership).map((open) => ({
      ...open,
      through: [...open.through, { kind: "role", id }],
    }));
  return [
    ...openInGroupsThat({ tenantWide: true }),
    ...openInGroupsThat({ tenantWide: false }).map((open) => ({ ...open, key: `${inPartKey(id)} by ${open.key}` })),
  ];
}
