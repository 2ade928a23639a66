import { inPartKey, type Membership, type NamedParts } from "../../law/membership/membership";
import type { RoleId } from "../../law/model/ids";
import type { AssignmentSide, Policy, UserAssignment } from "../../law/model/policy";
import type { IdentityType } from "../../law/model/sign-in";
import { covers } from "../../law/users";
import { notUnderstoodInAssignment } from "../not-understood";
import { CERTAIN, PAIRS, type Pair, pairIf, someOf } from "./logic";
import { type Candidate, contentIs, type Part, readingIs } from "./policy-parts";

/** How one policy names somebody. */
export interface NamedBy {
  /** Whether each side certainly names them: by id, group or role, or as a guest. */
  readonly include: boolean;
  readonly exclude: boolean;
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

/** The roles that policies name and that somebody holds in a part of the tenant, or may activate. */
export function rolesInPartOf(policies: readonly Policy[], membership: Membership, tenantIndex = 0): RoleInPart[] {
  const named = new Set(policies.flatMap(({ users: { include, exclude } }) => [...include.roles, ...exclude.roles]));
  return [...named].flatMap((role) => {
    const holders = membership.partsOfRole(role, "in part");
    return holders.people.size + holders.groups.size === 0 ? [] : [{ role, holders, tenantIndex, membership }];
  });
}

const fieldOfHomes = (side: AssignmentSide) => `conditions.users.${side}GuestsOrExternalUsers.externalTenants`;

/** Whether a policy is about somebody, given what isn't known. */
export function usersOf(candidate: Candidate): (named: NamedBy) => Pair {
  const { users } = candidate.policy;
  const open = { include: openIn(users.include, candidate), exclude: openIn(users.exclude, candidate) };
  // What includes and excludes somebody at once leaves them out, whether it is so or not.
  for (const key of open.exclude.keys()) open.include.delete(key);
  const holders = { include: someOf([...open.include.values()]), exclude: someOf([...open.exclude.values()]) };
  const includedOnly = [...users.include.roles].filter((role) => !users.exclude.roles.has(role));
  const roles = { include: includedOnly, exclude: [...users.exclude.roles] };
  return (named) => {
    const isHeld = (side: AssignmentSide) =>
      someOf([holders[side], holdsInPart(roles[side], named.rolesInPart, candidate)]);
    return covers(users, named, {
      ...PAIRS,
      isNamed: (_, side) => (named[side] ? CERTAIN : isHeld(side)),
      isUnclear: (side) => contentIs(notUnderstoodInAssignment(users[side]), candidate),
      isReadSo: (side, reading) =>
        readingIs(`${side}d ${reading}`, fieldOfHomes(side), candidate, pairIf(side === "exclude")),
    });
  };
}

/** Somebody of the directory is in a group that may have unknown members, or holds a role that may have unknown holders: by key. */
function openIn(assignment: UserAssignment, { membership, unknowns, number }: Candidate): Map<string, Pair> {
  const open = membership.openIn(assignment);
  return new Map(open.map(({ kind, id, key }) => [key, unknowns.pair(key, { kind, id, isContent: false }, number)]));
}

function holdsInPart(roles: readonly RoleId[], held: ReadonlySet<RoleId>, { unknowns, number }: Candidate): Pair {
  const inPart = roles.filter((role) => held.has(role));
  return someOf(inPart.map((id) => unknowns.pair(inPartKey(id), { kind: "role", id, isContent: false }, number)));
}
