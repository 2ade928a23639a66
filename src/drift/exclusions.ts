import type { Advice } from "../law/model/finding";
import { userId } from "../law/model/ids";
import type { RegisterEntry } from "../law/model/register";
import { quoted } from "../text/printable";

/** Something about an excluded account or group that isn't as the register says. */
export type ExclusionDrift = { readonly entry: RegisterEntry } & (
  | { readonly kind: "gone" | "disabled" }
  | { readonly kind: "memberAdded" | "memberMissing"; readonly member: Member }
);

/** A member who came into an excluded group, or left it. What is about the account itself changes nobody's sign-in. */
export type MemberDrift = Extract<ExclusionDrift, { readonly member: unknown }>;

export type Member = { readonly id: string; readonly displayName: string | undefined };

/** What the tenant says about an excluded id. */
export type PrincipalStatus =
  | { readonly kind: "gone" }
  | { readonly kind: "user"; readonly enabled: boolean }
  /** `members` are people, through nested groups too; read only where the register lists them. */
  | { readonly kind: "group"; readonly members: readonly Member[] | undefined };

/** Compares an entry of the register with what the tenant says about it. */
export function exclusionDrift(entry: RegisterEntry, status: PrincipalStatus): readonly ExclusionDrift[] {
  if (status.kind === "gone") return [{ kind: "gone", entry }];
  if (status.kind === "user") return status.enabled ? [] : [{ kind: "disabled", entry }];
  const listed = entry.principal.kind === "group" ? entry.principal.members : undefined;
  if (listed === undefined || status.members === undefined) return [];
  const present = new Set(status.members.map(({ id }) => userId(id)));
  return [
    ...status.members
      .filter(({ id }) => !listed.has(userId(id)))
      .map((member) => ({ kind: "memberAdded", entry, member }) as const),
    ...[...listed]
      .filter((id) => !present.has(id))
      .map((id) => ({ kind: "memberMissing", entry, member: { id, displayName: undefined } }) as const),
  ];
}

/** The drift in words, and what to do. */
export function exclusionInWords(drift: ExclusionDrift): Advice {
  const { kind, id } = drift.entry.principal;
  const what = `the excluded ${kind} ${quoted(id)}`;
  switch (drift.kind) {
    case "gone":
      return {
        message: `${what} is no longer in the tenant`,
        help: "remove the entry, or restore the account (Entra keeps deleted ones for 30 days)",
      };
    case "disabled":
      return { message: `${what} is disabled and can't sign in`, help: "enable the account, or remove the entry" };
    case "memberAdded":
      return {
        message: `${nameOf(drift.member)} is in ${what}, but the register doesn't list them`,
        help: `\`pulumi up\` doesn't change a group's members. Remove them: Entra admin center > Groups > ${id} > Members, or DELETE /v1.0/groups/${id}/members/${drift.member.id}/$ref (if they are in a nested group, remove them there). Or list them under \`members\` with an approval`,
      };
    case "memberMissing":
      return {
        message: `${nameOf(drift.member)} is listed in the register, but isn't in ${what}`,
        help: "add them to the group again, or take them off the list",
      };
  }
}

const nameOf = ({ id, displayName }: Member): string =>
  displayName === undefined ? quoted(id) : `${quoted(displayName)} (${id})`;
