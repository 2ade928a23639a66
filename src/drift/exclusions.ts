import { userId } from "../law/model/ids";
import type { RegisterEntry } from "../law/model/register";
import type { PrincipalStatus } from "../program/directory";
import { accountAdvice } from "../program/lock-out";
import { isSameValue } from "../tenant/graph/policy-shape";
import { type Change, withChanged } from "./change";

/** How an excluded account or group differs from its entry in the register. */
export function exclusionChanges({ principal, at }: RegisterEntry, status: PrincipalStatus): readonly Change[] {
  const { id } = principal;
  const about = { source: "register", list: `${principal.kind}s`, id, name: undefined, fields: [], at } as const;
  if (status.kind === "gone") return [{ ...about, kind: "removed", help: accountAdvice("gone", principal).help }];
  if (status.kind === "disabled-user")
    return [{ ...about, kind: "disabled", help: accountAdvice("disabled", principal).help }];
  const listed = principal.kind === "group" ? principal.members : undefined;
  if (listed === undefined || status.kind !== "group") return [];
  const fields = [{ path: "members", tenant: [...new Set(status.members.map(userId))], code: [...listed] }];
  if (fields.every(({ path, tenant, code }) => isSameValue(path, tenant, code))) return [];
  const members = Array.from(listed, (member) => ({ id: member }));
  const help = `\`pulumi up\` doesn't change a group's members. Correct them in the Entra admin center > Groups > ${id} > Members, or in the group in it that has them; or list them under \`members\` with an approval`;
  const undo: Change["undo"] = (file) => withChanged(file, "groups", id, (group) => ({ ...group, members }));
  return [{ ...about, kind: "changed", fields, help, undo }];
}
