import { graphId, type JsonObject } from "../law/json/json-object";
import { userId } from "../law/model/ids";
import type { RegisterEntry } from "../law/model/register";
import type { ExclusionChange, Member, MemberChange, Undo } from "./change";
import { itemsIn, withChanged } from "./tenant-file";

/** What the tenant says about an excluded id. */
export type ExclusionStatus =
  | { readonly kind: "gone" }
  | { readonly kind: "user"; readonly enabled: boolean }
  /** `members` are people, through nested groups too. They are read only if the register lists the members. */
  | { readonly kind: "group"; readonly members: readonly Member[] | undefined };

/** Compares an entry of the register with what the tenant says about it. */
export function exclusionChanges(entry: RegisterEntry, status: ExclusionStatus): readonly ExclusionChange[] {
  if (status.kind === "gone") return [{ kind: "account", found: "gone", entry }];
  if (status.kind === "user") return status.enabled ? [] : [{ kind: "account", found: "disabled", entry }];
  const listed = entry.principal.kind === "group" ? entry.principal.members : undefined;
  if (listed === undefined || status.members === undefined) return [];
  const inGroup = new Set(status.members.map(({ id }) => userId(id)));
  const change = (found: MemberChange["found"], member: Member): MemberChange => ({
    ...{ kind: "member", found, entry, member, undo: setMember(entry, member, found === "memberMissing") },
  });
  const missing = [...listed].filter((id) => !inGroup.has(id));
  return [
    ...status.members.filter(({ id }) => !listed.has(userId(id))).map((member) => change("memberAdded", member)),
    ...missing.map((id) => change("memberMissing", { id, displayName: undefined })),
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
export const withMembersAsFound = (file: JsonObject, changes: readonly MemberChange[]): JsonObject =>
  changes.reduce(
    (sum, { found, entry, member }) => setMember(entry, member, found === "memberAdded")(sum),
    changes.reduce((sum, { entry }) => withMembersAsListed(sum, entry), file),
  );

const withMembersAsListed = (file: JsonObject, { principal }: RegisterEntry): JsonObject =>
  withChanged(file, "groups", principal.id, (group) => {
    const members = principal.kind === "group" ? (principal.members ?? []) : [];
    return { ...group, members: Array.from(members, (id) => ({ id })) };
  });
