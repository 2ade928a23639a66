import type { Tenant } from "../model/tenant";
import { type SearchContext, sweep } from "./bypass";
import { evaluationContext } from "./evaluate";
import { type Exemption, exemptIn } from "./exemptions";
import { notUnderstoodInTenant } from "./not-understood";
import { principalsOf } from "./principals/principal-class";
import { bitSetWhere } from "./search/bit-set";
import { candidatePolicies } from "./search/candidate-policy";
import { searchSpaceOf } from "./search/search-space";
import { type Bypass, MOST_BYPASSES, TOO_MANY_NETWORKS, type Unknown } from "./verdict";
import { bypassOf, distinctWitnesses } from "./way-in";

/** What a change does to the sign-ins of a tenant. */
export interface Comparison {
  readonly kind: "equivalent" | "different" | "unknown";
  /** Sign-ins that were stopped before and get through after: distinct ones, at most {@link MOST_BYPASSES}. */
  readonly opened: readonly Bypass[];
  /** Sign-ins that got through before and are stopped after. `because` says why they got through. */
  readonly closed: readonly Bypass[];
  readonly unknowns: readonly Unknown[];
}

/**
 * Compares two states of a tenant, sign-in by sign-in, under the cautious reading of both. Somebody who wasn't there
 * before counts as stopped before.
 * @param exemptions people who may be uncovered, looked up in the state in which the sign-in gets through
 */
export function compare(before: Tenant, after: Tenant, exemptions: readonly Exemption[] = []): Comparison {
  const opened = openedIn(1, [before, after], exemptions);
  const closed = openedIn(0, [before, after], exemptions);
  const bounds = [...opened.bounds, ...closed.bounds];
  return {
    kind: before.incomplete === undefined && after.incomplete === undefined ? kindOf(opened, closed) : "unknown",
    opened: opened.bypasses,
    closed: closed.bypasses,
    unknowns: [...notUnderstoodInTenant(before), ...notUnderstoodInTenant(after), ...bounds],
  };
}

/** What was closed doesn't tell whether something was opened: where that couldn't be settled, the answer is unknown. */
function kindOf(opened: Opened, closed: Opened): Comparison["kind"] {
  if (opened.bypasses.length > 0) return "different";
  if (opened.bounds.length > 0) return "unknown";
  if (closed.bypasses.length > 0) return "different";
  return closed.bounds.length > 0 ? "unknown" : "equivalent";
}

interface Opened {
  readonly bypasses: readonly Bypass[];
  readonly bounds: readonly Unknown[];
}

/** Sign-ins that get through on one side and are stopped on the other. */
function openedIn(tenantIndex: 0 | 1, tenants: readonly [Tenant, Tenant], exemptions: readonly Exemption[]): Opened {
  const contexts = tenants.map((tenant) => evaluationContext(tenant, exemptIn(tenant, exemptions).groups));
  const candidates = contexts.flatMap((context, index) => candidatePolicies(context, index));
  const space = searchSpaceOf(candidates, "cautious", false);
  const context = contexts[tenantIndex];
  if (space === undefined || context === undefined) return { bypasses: [], bounds: [TOO_MANY_NETWORKS] };
  const principals = principalsOf(tenants, candidates, exemptIn(tenants[tenantIndex], exemptions).isExempt);
  const here = bitSetWhere(candidates.length, (index) => candidates[index]?.tenantIndex === tenantIndex);
  const there = bitSetWhere(candidates.length, (index) => candidates[index]?.tenantIndex !== tenantIndex);
  const searchContext: SearchContext = {
    space,
    reading: "cautious",
    principals,
    context,
    tenantIndex,
    tenants: { here, there },
  };
  const { open, bounds } = sweep(searchContext);
  const witnesses = distinctWitnesses(searchContext, open, MOST_BYPASSES);
  return { bypasses: witnesses.map((witness) => bypassOf(searchContext, witness)), bounds };
}
