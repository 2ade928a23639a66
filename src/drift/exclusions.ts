import type { JsonObject } from "../law/json/json-object";
import { userId } from "../law/model/ids";
import type { RegisterEntry } from "../law/model/register";
import { accountAdvice } from "../program/lock-out";
import { quoted } from "../text/printable";
import { type ExclusionChange, type Member, type MemberChange, type Undo, withChanged, withItem } from "./change";

/** What the tenant has under an excluded id. */
export type ExclusionStatus =
  | { readonly kind: "gone" }
  | { readonly kind: "user"; readonly enabled: boolean }
  /** `members` are people, through nested groups too. They are read only if the register lists the members. */
  | { readonly kind: "group"; readonly members: readonly Member[] | undefined };

/** Compares an entry of the register with what the tenant has. */
export function exclusionChanges(entry: RegisterEntry, status: ExclusionStatus): readonly ExclusionChange[] {
  const account = (found: "gone" | "disabled"): readonly ExclusionChange[] => [
    { kind: "exclusion", entry, found, ...accountAdvice(found, entry.principal) },
  ];
  if (status.kind === "gone") return account("gone");
  if (status.kind === "user") return status.enabled ? [] : account("disabled");
  const listed = listedBy(entry);
  if (listed === undefined || status.members === undefined) return [];
  const inGroup = new Set(status.members.map(({ id }) => userId(id)));
  return [
    ...status.members.filter(({ id }) => !listed.has(userId(id))).map((member) => memberAdded(member, entry)),
    ...[...listed].filter((id) => !inGroup.has(id)).map((id) => memberMissing(id, entry)),
  ];
}

const listedBy = ({ principal }: RegisterEntry) => (principal.kind === "group" ? principal.members : undefined);

function memberAdded(member: Member, entry: RegisterEntry): MemberChange {
  const { id, displayName } = member;
  const group = entry.principal.id;
  const who = displayName === undefined ? quoted(id) : `${quoted(displayName)} (${id})`;
  return {
    kind: "exclusion",
    found: "memberAdded",
    entry,
    member,
    undo: setMember(group, id, false),
    message: `${who} is in the excluded group ${quoted(group)}, but the register doesn't list them`,
    help: `\`pulumi up\` doesn't change a group's members. Remove them: Entra admin center > Groups > ${group} > Members, or DELETE /v1.0/groups/${group}/members/${id}/$ref (if they are in a nested group, remove them there). Or list them under \`members\` with an approval`,
  };
}

const memberMissing = (id: string, entry: RegisterEntry): MemberChange => ({
  kind: "exclusion",
  found: "memberMissing",
  entry,
  member: { id, displayName: undefined },
  undo: setMember(entry.principal.id, id, true),
  message: `${quoted(id)} is listed in the register, but isn't in the excluded group ${quoted(entry.principal.id)}`,
  help: "add them to the group again, or take them off the list",
});

const setMember =
  (group: string, id: string, isIn: boolean): Undo =>
  (file) =>
    withChanged(file, "groups", group, (one) => withItem(one, "members", id, isIn ? { id } : undefined));

/** The file in which the groups of these changes have the members that were found, also through nested groups. */
export function withMembersAsFound(file: JsonObject, changes: readonly MemberChange[]): JsonObject {
  const asListed = changes.reduce((sum, { entry }) => {
    const members = Array.from(listedBy(entry) ?? [], (id) => ({ id }));
    return withChanged(sum, "groups", entry.principal.id, (group) => ({ ...group, members }));
  }, file);
  return changes.reduce(
    (sum, { found, entry, member }) => setMember(entry.principal.id, member.id, found === "memberAdded")(sum),
    asListed,
  );
}
