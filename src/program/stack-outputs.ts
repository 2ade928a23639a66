import { EXCLUSION_KINDS, type ExclusionKind, type Register } from "../law/model/register";

/** How many entries of each kind the register has, kinds without any included. */
export function exclusionsByKind({ entries }: Register): Readonly<Record<ExclusionKind, number>> {
  const count = (kind: ExclusionKind) => entries.filter((entry) => entry.kind === kind).length;
  return Object.fromEntries(EXCLUSION_KINDS.map((kind) => [kind, count(kind)])) as Record<ExclusionKind, number>;
}

/** The earliest review date, also when it has passed: that review is the next one to hold. `none` without entries. */
export function nextReview({ entries }: Register): string {
  return entries.map(({ reviewBy }) => reviewBy).sort()[0] ?? "none";
}

/** The policy's page in the Entra admin center; without a tenant, that of whichever tenant the browser is signed in to. */
export function portalLink(policyId: string, tenantId: string | undefined): string {
  const tenant = tenantId === undefined ? "" : `${tenantId}/`;
  return `https://entra.microsoft.com/${tenant}#view/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${policyId}`;
}
