import { evaluationContext } from "../../law/evaluate";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import type { Exempt } from "../../verifier/exemptions";
import type { Verdict } from "../../verifier/verdict";
import { settledKind, type Unread } from "../settled";
import { CarrierSearch } from "./carrier-search";
import type { Carriers } from "./facet";
import { FACETS } from "./facet";
import { asksForMfa, asksTheApiForLess, isForTheControl } from "./for-the-control";

/**
 * Finds the policies that carry the control, or come nearest, by asking the verifier, not by their fields.
 * @param tenant with everybody, or with one of each lot of people
 * @param verdict what was decided about the tenant
 * @param unread what of it could not be read
 */
export function carriersOf(
  tenant: Tenant,
  exempt: Exempt,
  verdict: Verdict,
  unread: Unread = { notRead: [] },
): Carriers {
  const { partlyKnown, ...whole } = tenant; // what a list lacks could only stop more
  const search = new CarrierSearch(evaluationContext(whole, exempt.groups), exempt, unread);
  const isProved = verdict.kind === "proved" || (partlyKnown !== undefined && search.isProvedAsItIs());
  if (isProved) return { kind: "carry", policies: search.smallest() };
  const isTooHard = partlyKnown === undefined && !verdict.isWhole;
  const among = CANDIDATES.map((isOne) => tenant.policies.filter(isOne)).find((some) => some.length > 0);
  if (among === undefined) return { kind: "none", policies: [] };
  return isTooHard ? notSettled(among) : search.nearest(among, settledKind(verdict, unread) === "bypass");
}

/** Of which policies one might come to carry the control: of the first of these kinds that there is. */
const CANDIDATES: readonly ((policy: Policy) => boolean)[] = [
  (policy) => isForTheControl(policy) !== "no",
  (policy) => asksForMfa(policy) !== "no",
  asksTheApiForLess,
];

/** Where the verdict itself reached a bound, nothing is asked again many times over: any part may be wrong. */
const notSettled = (policies: readonly Policy[]): Carriers => ({
  kind: "nearest",
  policies,
  wrong: FACETS.map((facet) => ({ facet, certain: false, policies })),
});
