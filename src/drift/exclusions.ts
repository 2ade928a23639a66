import { userId } from "../law/model/ids";
import type { RegisterEntry } from "../law/model/register";
import { accountAdvice } from "../program/lock-out";
import { isSameValue } from "../tenant/graph/policy-shape";
import { type Change, withChanged } from "./change";

/** What the tenant has under an excluded id. */
export type ExclusionStatus =
  | { readonly kind: "gone" }
  | { readonly kind: "user"; readonly enabled: boolean }
  /** `members` are the ids of people, through nested groups too. They are read only if the register lists the members. */
  | { readonly kind: "group"; readonly members: readonly string[] | undefined };

/** How an excluded account or group differs from its entry in the register. */
export function exclusionChanges({ principal, at }: RegisterEntry, status: ExclusionStatus): readonly Change[] {
  const { id } = principal;
  const about = { source: "register", list: `${principal.kind}s`, id, name: undefined, fields: [], at } as const;
  if (status.kind === "gone") return [{ ...about, kind: "removed", help: accountAdvice("gone", principal).help }];
  if (status.kind === "user")
    return status.enabled ? [] : [{ ...about, kind: "disabled", help: accountAdvice("disabled", principal).help }];
  const listed = principal.kind === "group" ? principal.members : undefined;
  if (listed === undefined || status.members === undefined) return [];
  const fields = [{ path: "members", tenant: [...new Set(status.members.map(userId))], code: [...listed] }];
  if (fields.every(({ path, tenant, code }) => isSameValue(path, tenant, code))) return [];
  const members = Array.from(listed, (member) => ({ id: member }));
  const help = `\`pulumi up\` doesn't change a group's members. Correct them in the Entra admin center > Groups > ${id} > Members, or in the group in it that has them; or list them under \`members\` with an approval`;
  const undo: Change["undo"] = (file) => withChanged(file, "groups", id, (group) => ({ ...group, members }));
  return [{ ...about, kind: "changed", fields, help, undo }];
}
