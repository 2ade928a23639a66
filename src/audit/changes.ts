import type { DirectoryChange, TenantEvidence } from "../law/model/evidence";
import { shortened } from "../text/sentence";
import { partOf } from "./known";

/** What was done last to an object, as the audit log has it: it keeps 30 days at most. */
export function lastChange(id: string, { changes }: Pick<TenantEvidence, "changes">): DirectoryChange | undefined {
  const found = (partOf(changes) ?? []).filter(({ targets }) => targets.has(id.toLowerCase()));
  return found.reduce<DirectoryChange | undefined>((last, one) => (last && last.at >= one.at ? last : one), undefined);
}

/** `2026-11-27T09:12:00Z by alice@contoso.com (Update conditional access policy)` */
export const changeInWords = ({ at, by, operation }: DirectoryChange): string =>
  `${shortened(at)} by ${by === undefined ? "somebody whom the log doesn't name" : shortened(by)} (${shortened(operation)})`;
