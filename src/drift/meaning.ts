import { readTenant } from "../adapters/graph";
import type { JsonObject } from "../adapters/graph/json";
import type { Tenant } from "../model/tenant";
import { compare } from "../verifier/compare";
import type { Exemption } from "../verifier/exemptions";
import { prove } from "../verifier/prove";
import type { Bypass, Verdict } from "../verifier/verdict";
import type { Problem, Read } from "./problem";

/** What the drift does to who needs MFA. */
export type Meaning = {
  /** As the tenant is now. */
  readonly verdict: Verdict;
  readonly tenant: Tenant;
  /** What the verdict would be if the tenant had what the code says. */
  readonly asCoded: Verdict["kind"];
  /** Sign-ins that the code would stop and that get through now. */
  readonly opened: readonly Bypass[];
  /** Parts of the tenant that may not be read, so that the cautious reading holds for them. */
  readonly notRead: readonly Problem[];
};

/**
 * Proves the tenant as it is, and as the code would have it.
 * @param now a tenant file with the policies as they are
 * @param coded the same with the stack's policies as the code says
 */
export function meaningOf(
  now: JsonObject,
  coded: JsonObject,
  exemptions: readonly Exemption[],
  notRead: readonly Problem[],
): Read<Meaning> {
  const [actual, wanted] = [readTenant(now), readTenant(coded)];
  if (!actual.ok || !wanted.ok) return { kind: "failed", problem: UNREADABLE };
  const verdict = prove(actual.tenant, exemptions);
  const asCoded = prove(wanted.tenant, exemptions).kind;
  const { opened } = compare(wanted.tenant, actual.tenant, exemptions);
  return { kind: "read", value: { verdict, tenant: actual.tenant, asCoded, opened, notRead } };
}

const UNREADABLE: Problem = {
  message: "what the drift means could not be judged: the tenant's objects have shapes that make no sense",
  help: "run `npm run -s azmfa -- snapshot --out tenant.json`, then `npm run -s azmfa -- prove tenant.json`, which says which",
};
