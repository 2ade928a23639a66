import { groupId } from "../../../src/law/model/ids";
import type { Tenant } from "../../../src/law/model/tenant";
import { entriesOf } from "../../settings/approvals";
import type { Settings } from "../../settings/settings";
import { withNested } from "../effects/relevance";

const membersWithin = (group: string, groups: Tenant["groups"]): readonly string[] =>
  [...withNested([group], groups)].flatMap((id) => groups?.get(groupId(id))?.members ?? []);

/** The register's break-glass accounts, those within its groups too, as far as it is known who is in them. */
export function breakGlassAccounts(settings: Settings, groups: Tenant["groups"]): readonly string[] {
  const accounts = entriesOf(settings)
    .filter(({ kind }) => kind === "break-glass")
    .flatMap(({ principal }) => {
      if (principal.kind === "user") return [principal.id];
      return principal.members === undefined ? membersWithin(principal.id, groups) : [...principal.members];
    });
  return [...new Set(accounts)].filter((id) => groups?.has(groupId(id)) !== true);
}
