import type { DirectoryChange, TenantEvidence } from "../law/model/evidence";
import { shortened } from "../text/sentence";
import { partOf } from "./not-known";

/** What was done last to an object, whose id is in lower case. */
export const lastChange = (id: string, changes: readonly DirectoryChange[]): DirectoryChange | undefined =>
  changes
    .filter(({ targets }) => targets.has(id))
    .reduce<DirectoryChange | undefined>((last, one) => (last && last.at >= one.at ? last : one), undefined);

/** The same as the audit log has it: it keeps 30 days at most. */
export const lastKnownChange = (id: string, { changes }: TenantEvidence): DirectoryChange | undefined =>
  lastChange(id.toLowerCase(), partOf(changes) ?? []);

/** `2026-11-27T09:12:00Z by alice@contoso.com (Update conditional access policy)` */
export const changeInWords = ({ at, by, operation }: DirectoryChange): string =>
  `${shortened(at)} by ${by === undefined ? "somebody whom the log doesn't name" : shortened(by)} (${shortened(operation)})`;
