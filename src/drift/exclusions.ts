import { graphId, type JsonObject } from "../law/json/json-object";
import { userId } from "../law/model/ids";
import type { RegisterEntry } from "../law/model/register";
import type { ExclusionChange, Member, MemberChange, Undo } from "./change";
import { itemsIn, withChanged } from "./tenant-file";

/** What the tenant says about an excluded id. */
export type PrincipalStatus =
  | { readonly kind: "gone" }
  | { readonly kind: "user"; readonly enabled: boolean }
  /** `members` are people, through nested groups too. They are read only if the register lists the members. */
  | { readonly kind: "group"; readonly members: readonly Member[] | undefined };

/** Compares an entry of the register with what the tenant says about it. */
export function exclusionChanges(entry: RegisterEntry, status: PrincipalStatus): readonly ExclusionChange[] {
  if (status.kind === "gone") return [{ kind: "gone", entry }];
  if (status.kind === "user") return status.enabled ? [] : [{ kind: "disabled", entry }];
  const listed = entry.principal.kind === "group" ? entry.principal.members : undefined;
  if (listed === undefined || status.members === undefined) return [];
  const present = new Set(status.members.map(({ id }) => userId(id)));
  return [
    ...status.members
      .filter(({ id }) => !listed.has(userId(id)))
      .map((member) => ({ kind: "memberAdded", entry, member, undo: setMember(entry, member, false) }) as const),
    ...Array.from(listed, (id) => ({ id, displayName: undefined }))
      .filter(({ id }) => !present.has(id))
      .map((member) => ({ kind: "memberMissing", entry, member, undo: setMember(entry, member, true) }) as const),
  ];
}

/** Puts someone into an excluded group of the file, or takes them out. */
const setMember =
  ({ principal }: RegisterEntry, { id }: Member, isIn: boolean): Undo =>
  (file) =>
    withChanged(file, "groups", principal.id, (group) => {
      const others = itemsIn(group, "members").filter((one) => graphId(one) !== id);
      return { ...group, members: isIn ? [...others, { id }] : others };
    });

/** The file in which the groups of these changes have the members that were found, also through nested groups. */
export function withMembersAsFound(file: JsonObject, changes: readonly MemberChange[]): JsonObject {
  const asListed = changes.reduce((sum, { entry: { principal } }) => {
    const listed = Array.from(principal.kind === "group" ? (principal.members ?? []) : [], (id) => ({ id }));
    return withChanged(sum, "groups", principal.id, (group) => ({ ...group, members: listed }));
  }, file);
  return changes.reduce(
    (sum, { kind, entry, member }) => setMember(entry, member, kind === "memberAdded")(sum),
    asListed,
  );
}
