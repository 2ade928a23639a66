import { readTenant } from "../../src/adapters/graph";
import { groupId } from "../../src/model/ids";
import type { Group, Tenant } from "../../src/model/tenant";
import type { Resource } from "../model/resource";
import { type DeclaredGroup, declaresMember, groupsIn, inGraphForm, isGroup } from "./groups";
import { rememberedFor } from "./remembered";
import type { Touch } from "./touch";
import { touchesOf } from "./touches";

type Groups = NonNullable<Tenant["groups"]>;

/**
 * The stack's groups with their members, as far as they can be told.
 * @param known the tenant's groups: who is in one that the stack manages without saying who is in it
 */
export function ownGroups(resources: readonly Resource[], known: Tenant["groups"]): Groups {
  const declared = declaredIn(resources);
  if (declared.length === 0) return new Map();
  const written = writtenIn(resources);
  const groups = declared.map((group) => inGraphForm(group.id, membersOf(group, written, known)));
  const read = readTenant({ policies: [], groups });
  return (read.ok ? read.tenant.groups : undefined) ?? new Map();
}

const declaredIn = rememberedFor(groupsIn);

const writtenIn = rememberedFor((resources: readonly Resource[]) =>
  resources.flatMap((resource) => touchesOf(resource, resources)).filter(isUntoldWrite),
);

/** Who is in a group that something else writes to than memberships can't be told. */
function membersOf(group: DeclaredGroup, written: readonly Touch[], known: Tenant["groups"]): DeclaredGroup["members"] {
  if (group.isDynamic || written.some((touch) => mayBeAbout(touch, group))) return undefined;
  const members = group.members ?? membersIn(known?.get(groupId(group.id)));
  return members && [...members, ...group.joiners];
}

const membersIn = (group: Group | undefined): DeclaredGroup["members"] =>
  group?.mayHoldOthers === true && group.members !== undefined ? [...group.members, undefined] : group?.members;

/** What declares members with the group, or one by one, is counted where the group's members are. */
const isUntoldWrite = ({ kind, id, resource, isPowerOnly }: Touch): boolean =>
  kind === "groups" && isPowerOnly !== true && (id === undefined || !(isGroup(resource) || declaresMember(resource)));

const mayBeAbout = ({ id, effect }: Touch, group: DeclaredGroup): boolean =>
  id === undefined || (id === group.id && effect !== undefined);
