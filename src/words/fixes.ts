import { AZURE_MANAGEMENT } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import { counted } from "../text/sentence";
import { prove } from "../verifier/prove";
import { type ExplainedPolicy, MOST_PEOPLE } from "./explained-policies";
import type { ExplainedTenant } from "./explained-tenant";

const MOST_FIXES = 4;

const NEW_POLICY = `add a policy that requires MFA for all users and the Windows Azure Service Management API (${AZURE_MANAGEMENT}), without conditions`;

/** What closes a way in, the smallest change first; where no policy comes near it, a new one. */
export function fixesInWords(nearest: readonly ExplainedPolicy[], explained: ExplainedTenant): readonly string[] {
  const isAffordable = explained.isWhole && (explained.context.tenant.users?.length ?? 0) <= MOST_PEOPLE;
  const fixes = smallestFirst(nearest)
    .slice(0, MOST_FIXES)
    .map((one, index) => {
      const { policy, fix, closes, touches, mended } = one;
      const notes = [
        ...(closes === "part" ? ["closes part of it"] : []),
        ...(touches === undefined ? [] : [`affects ${counted(touches, "person", "people")}`]),
        ...(index === 0 && mended !== undefined && isAffordable ? [verdictAfter(mended, explained.exemptions)] : []),
      ];
      return `${policy}: ${fix}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
    });
  return fixes.length === 0 ? [NEW_POLICY] : fixes.map((fix, index) => (index === 0 ? fix : `or ${fix}`));
}

/** The verdict once this one change is made. */
function verdictAfter(tenant: Tenant, exemptions: ExplainedTenant["exemptions"]): string {
  const { kind, bypasses } = prove(tenant, exemptions);
  if (kind === "proved") return "after that: proved";
  if (kind === "bypass" && bypasses.every(({ hangsOn }) => hangsOn.length > 0))
    return "after that, only what is unknown could let somebody in";
  return bypasses.length === 0
    ? "after that: unknown"
    : `after that: ${kind}, ${counted(bypasses.length, "way")} in left`;
}

/** Changes that close the whole before those that close a part, those that touch few people before those that touch many. */
const smallestFirst = (policies: readonly ExplainedPolicy[]): readonly ExplainedPolicy[] =>
  policies
    .filter(({ reason, mended }) => mended !== undefined || reason === "unsupported")
    .toSorted(
      (one, other) =>
        Number(one.closes === "part") - Number(other.closes === "part") ||
        (one.touches ?? Number.MAX_SAFE_INTEGER) - (other.touches ?? Number.MAX_SAFE_INTEGER),
    );
