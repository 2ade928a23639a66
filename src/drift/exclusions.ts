import { graphId, type JsonObject } from "../law/json/json-object";
import { userId } from "../law/model/ids";
import type { Exemption, RegisterEntry } from "../law/model/register";
import { accountAdvice } from "../program/lock-out";
import { quoted } from "../text/printable";
import type { ExclusionChange, Member, MemberChange, Undo } from "./change";
import { itemsIn, withChanged } from "./tenant-file";

/** What the tenant has under an excluded id. */
export type ExclusionStatus =
  | { readonly kind: "gone" }
  | { readonly kind: "user"; readonly enabled: boolean }
  /** `members` are people, through nested groups too. They are read only if the register lists the members. */
  | { readonly kind: "group"; readonly members: readonly Member[] | undefined };

/** Compares an entry of the register with what the tenant has. */
export function exclusionChanges(entry: RegisterEntry, status: ExclusionStatus): readonly ExclusionChange[] {
  const { principal } = entry;
  const account = (found: "gone" | "disabled"): readonly ExclusionChange[] => [
    { kind: "exclusion", entry, found, ...accountAdvice(found, principal) },
  ];
  if (status.kind === "gone") return account("gone");
  if (status.kind === "user") return status.enabled ? [] : account("disabled");
  const listed = principal.kind === "group" ? principal.members : undefined;
  if (listed === undefined || status.members === undefined) return [];
  const inGroup = new Set(status.members.map(({ id }) => userId(id)));
  const added = status.members.filter(({ id }) => !listed.has(userId(id)));
  const missing = [...listed].filter((id) => !inGroup.has(id));
  return [
    ...added.map((member) => memberChange("memberAdded", member, entry)),
    ...missing.map((id) => memberChange("memberMissing", { id, displayName: undefined }, entry)),
  ];
}

function memberChange(found: MemberChange["found"], member: Member, entry: RegisterEntry): MemberChange {
  const { id, displayName } = member;
  const [{ id: group }, isMissing] = [entry.principal, found === "memberMissing"];
  const who = displayName === undefined ? quoted(id) : `${quoted(displayName)} (${id})`;
  return {
    ...{ kind: "exclusion", found, entry, member, undo: setMember(entry.principal, id, isMissing) },
    ...(isMissing
      ? {
          message: `${who} is listed in the register, but isn't in the excluded group ${quoted(group)}`,
          help: "add them to the group again, or take them off the list",
        }
      : {
          message: `${who} is in the excluded group ${quoted(group)}, but the register doesn't list them`,
          help: `\`pulumi up\` doesn't change a group's members. Remove them: Entra admin center > Groups > ${group} > Members, or DELETE /v1.0/groups/${group}/members/${id}/$ref (if they are in a nested group, remove them there). Or list them under \`members\` with an approval`,
        }),
  };
}

/** Adds someone to an excluded group of the file, or removes them. */
const setMember =
  (group: Exemption, id: string, isIn: boolean): Undo =>
  (file) =>
    withChanged(file, "groups", group.id, (one) => {
      const others = itemsIn(one, "members").filter((other) => graphId(other) !== id);
      return { ...one, members: isIn ? [...others, { id }] : others };
    });

/** The file in which the groups of these changes have the members that were found, also through nested groups. */
export function withMembersAsFound(file: JsonObject, changes: readonly MemberChange[]): JsonObject {
  const asListed = changes.reduce((sum, { entry: { principal } }) => {
    const listed = principal.kind === "group" ? (principal.members ?? []) : [];
    return withChanged(sum, "groups", principal.id, (group) => ({
      ...group,
      members: Array.from(listed, (id) => ({ id })),
    }));
  }, file);
  return changes.reduce(
    (sum, { found, entry, member }) => setMember(entry.principal, member.id, found === "memberAdded")(sum),
    asListed,
  );
}
