import type { DirectoryChange, TenantEvidence } from "../law/model/evidence";
import { shortened } from "../text/sentence";
import { partOf } from "./not-known";

/** The last change to an object. @param id in lower case */
export const lastChange = (id: string, changes: readonly DirectoryChange[]): DirectoryChange | undefined =>
  changes
    .filter(({ targets }) => targets.has(id))
    .reduce<DirectoryChange | undefined>((last, one) => (last && last.at >= one.at ? last : one), undefined);

/** The last change to an object that the tenant's audit log still has. The log keeps at most 30 days. */
export const lastKnownChange = (id: string, { directoryAudits }: TenantEvidence): DirectoryChange | undefined =>
  lastChange(id.toLowerCase(), partOf(directoryAudits) ?? []);

/** `2026-11-27T09:12:00Z by alice@contoso.com (Update conditional access policy)` */
export const changeInWords = ({ at, by, operation }: DirectoryChange): string =>
  `${shortened(at)} by ${by === undefined ? "somebody that the log doesn't name" : shortened(by)} (${shortened(operation)})`;
