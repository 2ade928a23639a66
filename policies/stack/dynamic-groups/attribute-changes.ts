import { groupId } from "../../../src/law/model/ids";
import { memoize } from "../../../src/text/memoize";
import { approvedGroups, type Settings } from "../../settings/settings";
import { idsByName, type Snapshot, usersById } from "../../settings/snapshot";
import { type Change, type Effect, effectOf } from "../effects/change";
import { relevantIn, withNested } from "../effects/relevant";
import { AZUREAD, entraId, IDS } from "../objects/entra-objects";
import { knownIn, type Resource } from "../objects/resource";
import { ResourceGraph, type Stack } from "../objects/resource-graph";
import { type MembershipRule, readMembershipRule, truthOf } from "./rule";
import { settingIn, type UserWrite, userWritesOf, valueAfter } from "./user-write";

/**
 * The memberships that a resource changes by setting attributes that the membership rules of relevant groups read.
 * @param existence whether the account that the resource manages is new; if that is unknown, it is, unless the snapshot has its name
 */
export function attributeChanges(
  resource: Resource,
  settings: Settings,
  existence?: Existence,
  graph = ResourceGraph.EMPTY,
): readonly Change[] {
  const { tenant: snapshot } = settings;
  if (snapshot.membershipRules.size === 0) return [];
  return userWritesOf(...asInSnapshot(resource, existence, snapshot)).flatMap((write) => {
    const user = idOf(write, graph, snapshot);
    return ruledGroups(settings).flatMap(({ id, rule }): readonly Change[] => {
      const made = membershipChangeBy(rule, write, write.isNew ? false : isMember(user, id, snapshot));
      if (made === undefined) return [];
      const effect = { ...effectOf("groups", id, made.does, user), isPerson: true } as Effect;
      return [{ resource, kind: "groups", id, property: made.attribute, effect, ...made }];
    });
  });
}

/** How a write changes a user's membership by a rule; `undefined` if it doesn't. @param isIn `undefined` if that is unknown */
function membershipChangeBy(rule: MembershipRule, write: UserWrite, isIn: boolean | undefined) {
  const [attribute = ""] = rule.properties.flatMap((property) => settingIn(write, property)?.name ?? []);
  if (attribute === "" && rule.properties.length > 0 && !write.isNew) return undefined;
  const truth = truthOf(rule, (property) => valueAfter(write, property));
  const joins = isIn !== true && truth !== false;
  const leaves = !write.isNew && isIn !== false && truth !== true;
  if (!joins && !leaves) return undefined;
  const [does, way] = leaves ? (joins ? BOTH : LEAVES) : JOINS;
  const what = attribute === "" ? "makes or changes a user, and" : `sets \`${attribute}\` of a user, so`;
  const verb = `${what} the membership rule ${truth === undefined ? "may take" : "takes"} the user ${way}`;
  return { does, verb, attribute, isUndecided: truth === undefined || leaves };
}

const JOINS = ["adds", "into"] as const;
/** Others stay in the group. The pack counts it as emptied. */
const LEAVES = ["removes", "out of"] as const;
const BOTH = ["decides", "into or out of"] as const;

type Existence = "there" | "new";

/** A user's resource without the names that the snapshot's user has already. No two accounts have one user principal name. */
function asInSnapshot(
  resource: Resource,
  existence: Existence | undefined,
  { tenant }: Snapshot,
): readonly [Resource, isNew: boolean] {
  const { displayName, userPrincipalName, ...rest } = resource.properties;
  const name = String(userPrincipalName).toLowerCase();
  const id = existence === "there" ? entraId(resource) : idsByName(tenant).get(name);
  const user = resource.type === AZUREAD.user ? usersById(tenant).get(id ?? "") : undefined;
  if (user === undefined || existence === "new") return [resource, existence !== "there"];
  const names = {
    ...(displayName !== user.displayName && { displayName }),
    ...(name !== user.userPrincipalName?.toLowerCase() && { userPrincipalName }),
  };
  return [{ ...resource, properties: { ...rest, ...names, objectId: user.id } }, false];
}

/** Whether the snapshot has a user in a group; `undefined` if it doesn't show that. */
function isMember(user: string | undefined, group: string, { tenant }: Snapshot): boolean | undefined {
  const { members, mayHoldOthers } = tenant.groups?.get(groupId(group)) ?? {};
  if (user === undefined || members === undefined) return undefined;
  if (members.includes(user)) return true;
  return mayHoldOthers === true || !usersById(tenant).has(user) ? undefined : false;
}

/** The same for a stack: the inputs have the attributes, and the state has the existing users with their types. */
export function attributeChangesOf({ state, inputs, isPreview }: Stack, settings: Settings): readonly Change[] {
  const there = new Map(state.resources.filter(entraId).map((one) => [one.urn, one]));
  const { tenant: snapshot } = settings;
  return inputs.resources.flatMap((resource) => {
    const { type, urn } = resource;
    const inState = knownIn(there.get(urn) ?? resource, type === AZUREAD.user ? [...IDS, "userType"] : IDS);
    const one = { ...resource, properties: { ...resource.properties, ...inState } };
    // An account that the snapshot lacks may be new: after an update, the state has the ids of new accounts too.
    const isNewer = !usersById(snapshot.tenant).has(entraId(one) ?? "");
    // In a preview, it existed before. A user may have been imported with other attributes. A guest can't be.
    const isNew = !there.has(urn) || (isNewer && (!isPreview || type === AZUREAD.invitation));
    const judgedAs = (existence: Existence) => attributeChanges(one, settings, existence, state);
    const asThere = isNew ? [] : judgedAs("there");
    const asNew = isNew || isNewer ? judgedAs("new") : [];
    return [...asThere, ...asNew.filter(({ id }) => !asThere.some((other) => other.id === id))];
  });
}

/** The user's id. A user principal name may be in the stack or in the snapshot. */
function idOf({ user }: UserWrite, graph: ResourceGraph, snapshot: Snapshot): string | undefined {
  return user?.includes("@") ? (graph.userNamed(user) ?? idsByName(snapshot.tenant).get(user)) : user;
}

/**
 * The groups with a rule that are protected, approved, relevant to a policy of the snapshot, or hold a role, which a changed policy
 * may name. In the stack that owns the guarantee, any group may be behind a carrier.
 */
const ruledGroups = memoize((settings: Settings): readonly { readonly id: string; readonly rule: MembershipRule }[] => {
  const { baseline, tenant, protected: objects } = settings;
  const holders = (tenant.tenant.roleAssignments ?? []).map(({ principal }) => principal);
  const groups = withNested([...relevantIn(tenant).groups, ...holders], tenant.tenant.groups);
  const approved = approvedGroups(settings);
  return [...tenant.membershipRules].flatMap(([id, text]) => {
    const rule = readMembershipRule(text);
    const isRelevant = groups.has(id) || objects.groups.has(id) || approved.has(id) || baseline === "in-stack";
    return rule === undefined || !isRelevant ? [] : [{ id, rule }];
  });
});
