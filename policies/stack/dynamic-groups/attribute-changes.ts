import { groupId } from "../../../src/law/model/ids";
import { memoize } from "../../../src/text/memoize";
import { approvedGroups, type Settings } from "../../settings/settings";
import { type Snapshot, usersById } from "../../settings/snapshot";
import type { Change, Membership } from "../effects/change";
import { relevantIn, withNested } from "../effects/relevant";
import { AZUREAD, entraId, IDS, PEOPLE } from "../objects/entra-objects";
import { knownIn, type Resource } from "../objects/resource";
import { ResourceGraph, type Stack } from "../objects/resource-graph";
import { ANY_NAME, membershipChangeBy } from "./membership-change";
import { type ReadRule, readMembershipRule } from "./rule";
import { type Existence, existenceOf, isThere, type UserWrite, userWritesOf } from "./user-write";

/**
 * The memberships that a resource changes by setting attributes that the membership rules of relevant groups read.
 * @param named groups that are relevant in addition to those of the snapshot's policies
 */
export function attributeChanges(
  resource: Resource,
  settings: Settings,
  named: ReadonlySet<string> = new Set(),
  presence = existenceOf(resource),
  graph = ResourceGraph.EMPTY,
): readonly Change[] {
  const { tenant: snapshot } = settings;
  if (snapshot === undefined || snapshot.membershipRules.size === 0) return [];
  const groups = ruledGroups(settings).filter(({ id, isRelevant }) => isRelevant || named.has(id));
  return userWritesOf(...asInSnapshot(resource, presence, snapshot)).flatMap((write) => {
    const user = idOf(write, graph, snapshot);
    return groups.flatMap(({ id: group, rule }) => {
      const isIn = write.presence === "new" ? false : isMember(user, group, snapshot);
      const { joins, leaves, names } = membershipChangeBy(rule, write, isIn);
      const membership = { kind: "membership", of: "groups", object: group, who: user, tenantWide: true } as const;
      return [
        ...(joins ? [changeBy(resource, rule, names, { ...membership, does: "adds", isPerson: true })] : []),
        ...(leaves ? [changeBy(resource, rule, names, { ...membership, does: "removes" })] : []),
      ];
    });
  });
}

/** A user's resource without the names that the snapshot's user has already. No two accounts have one user principal name. */
function asInSnapshot(resource: Resource, presence: Existence, snapshot: Snapshot): readonly [Resource, Existence] {
  const { displayName, userPrincipalName, objectId: _, ...rest } = resource.properties;
  const name = String(userPrincipalName).toLowerCase();
  const id = presence === "there" ? entraId(resource) : snapshot.userNamed(name);
  const user = resource.type === AZUREAD.user ? usersById(snapshot.tenant).get(id ?? "") : undefined;
  if (user === undefined || presence === "new") return [resource, presence];
  const names = {
    ...(displayName !== user.displayName && { displayName }),
    ...(name !== user.userPrincipalName?.toLowerCase() && { userPrincipalName }),
  };
  return [{ ...resource, properties: { ...rest, ...names, id: user.id } }, "there"];
}

/** Whether the snapshot has a user in a group; `undefined` if it doesn't show that. */
function isMember(user: string | undefined, group: string, { tenant }: Snapshot): boolean | undefined {
  const { members, mayHoldOthers } = tenant.groups?.get(groupId(group)) ?? {};
  if (user === undefined || members === undefined) return undefined;
  if (members.includes(user)) return true;
  return mayHoldOthers === true || !usersById(tenant).has(user) ? undefined : false;
}

function changeBy(
  resource: Resource,
  { kind }: ReadRule,
  [attribute = ""]: readonly string[],
  effect: Membership,
): Change {
  const { object: id, does } = effect;
  const isUnread = kind === "notUnderstood";
  const sets = `sets ${attribute === ANY_NAME ? "unknown attributes" : `\`${attribute}\``} of a user`;
  const takes = `${attribute === "" ? "and" : "so"} the membership rule ${attribute === ANY_NAME ? "may take" : "takes"} the user`;
  const [writes, outcome] = isUnread
    ? ["writes to a user", "and the pack can't read the membership rule of"]
    : ["makes a user", `${takes} ${does === "adds" ? "into" : "out of"}`];
  const verb = `${attribute === "" ? writes : sets}, ${outcome}`;
  return { resource, kind: "groups", id, property: attribute, attribute, isUnread, does, verb, effect };
}

/** The same for a stack: the inputs have the attributes, and the state has the existing users with their types. */
export function attributeChangesOf(
  { state, inputs }: Stack,
  settings: Settings,
  named?: ReadonlySet<string>,
): readonly Change[] {
  const there = new Map(state.resources.filter(isThere).map((resource) => [resource.urn, resource]));
  const users = settings.tenant?.tenant.users && usersById(settings.tenant.tenant);
  return inputs.resources.flatMap((resource) => {
    const { type, urn } = resource;
    const inState = knownIn(there.get(urn) ?? resource, type === AZUREAD.user ? [...IDS, "userType"] : IDS);
    const one = { ...resource, properties: { ...resource.properties, ...inState } };
    const isGuest = type === AZUREAD.invitation;
    // An account that the snapshot lacks may be new: after an update, the state has the ids of new accounts too.
    const isNewer = users === undefined ? isGuest : PEOPLE.includes(type) && !users.has(entraId(one) ?? "");
    // A user may have been imported with other attributes. A guest can't be.
    const isNew = !there.has(urn) || (isNewer && isGuest);
    const all: readonly Existence[] = isNew ? ["new"] : isNewer ? ["there", "new"] : ["there"];
    return all.flatMap((existence) => attributeChanges(one, settings, named, existence, state));
  });
}

/** The user's id. A user principal name may be in the stack or in the snapshot. */
function idOf({ user }: UserWrite, graph: ResourceGraph, snapshot: Snapshot): string | undefined {
  return user === undefined || !user.includes("@") ? user : (graph.userNamed(user) ?? snapshot.userNamed(user));
}

interface RuledGroup {
  readonly id: string;
  readonly rule: ReadRule;
  /** Whether it is protected, approved, relevant to a policy of the snapshot, or holds a role, which a changed policy may name. */
  readonly isRelevant: boolean;
}

const ruledGroups = memoize((settings: Settings): readonly RuledGroup[] => {
  const { tenant, protected: objects } = settings;
  if (tenant === undefined) return [];
  const holders = (tenant.tenant.roleAssignments ?? []).map(({ principal }) => principal);
  const groups = withNested([...relevantIn(tenant).groups, ...holders], tenant.tenant.groups);
  const approved = approvedGroups(settings);
  return [...tenant.membershipRules].map(([id, text]) => ({
    ...{ id, rule: readMembershipRule(text) },
    isRelevant: groups.has(id) || objects.groups.has(id) || approved.has(id),
  }));
});
