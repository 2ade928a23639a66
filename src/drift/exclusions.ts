import type { Finding } from "../law/model/finding";
import { userId } from "../law/model/ids";
import type { RegisterEntry } from "../law/model/register";
import { quoted } from "../text/printable";
import type { SourceSpan } from "../text/source-span";
import type { Read } from "./problem";

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

/** An entry of the register, and the answer for it. */
export type CheckedEntry = { readonly entry: RegisterEntry; readonly status: Read<PrincipalStatus> };

/** Compares the register with what the tenant says about its entries. An entry that couldn't be read is a problem elsewhere. */
export const exclusionDrift = (checked: readonly CheckedEntry[]): readonly ExclusionDrift[] =>
  checked.flatMap(({ entry, status }) => (status.kind === "read" ? driftOf(entry, status.value) : []));

function driftOf(entry: RegisterEntry, status: PrincipalStatus): readonly ExclusionDrift[] {
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

type ExclusionFinding = Finding<"account-gone" | "account-disabled" | "member-added" | "member-missing", SourceSpan>;

/** The drift at its line of the register, with what to do. */
export function exclusionFinding(drift: ExclusionDrift): ExclusionFinding {
  const { at, principal } = drift.entry;
  const [code, message, help] = inWords(drift, `the excluded ${principal.kind} ${quoted(principal.id)}`);
  const severity = drift.kind === "memberMissing" ? "warning" : "error";
  return { code, severity, message, primary: at, related: [], help };
}

function inWords(
  drift: ExclusionDrift,
  what: string,
): readonly [code: ExclusionFinding["code"], message: string, help: string] {
  const { id } = drift.entry.principal;
  switch (drift.kind) {
    case "gone":
      return [
        "account-gone",
        `${what} is no longer in the tenant`,
        "remove the entry, or restore the account (Entra keeps deleted ones for 30 days)",
      ];
    case "disabled":
      return ["account-disabled", `${what} is disabled and can't sign in`, "enable the account, or remove the entry"];
    case "memberAdded":
      return [
        "member-added",
        `${nameOf(drift.member)} is in ${what}, but this entry doesn't list them`,
        `\`pulumi up\` doesn't change a group's members. Remove them: Entra admin center > Groups > ${id} > Members, or DELETE /v1.0/groups/${id}/members/${drift.member.id}/$ref (if they are in a nested group, remove them there). Or list them under \`members\` with an approval`,
      ];
    case "memberMissing":
      return [
        "member-missing",
        `${nameOf(drift.member)} is listed here, but isn't in ${what}`,
        "add them to the group again, or take them off the list",
      ];
  }
}

const nameOf = ({ id, displayName }: Member): string =>
  displayName === undefined ? quoted(id) : `${quoted(displayName)} (${id})`;
