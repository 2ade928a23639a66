import type { JsonObject } from "../law/json/json-object";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { readTenant } from "../tenant/graph/tenant";
import { compare } from "../verifier/compare";
import { prove } from "../verifier/prove";
import type { Verdict } from "../verifier/verdict";
import { type Effect, effectOf } from "./change/effect";
import type { Drifted, TenantChange } from "./change/stack-changes";
import type { PolicyReport } from "./policy/policy-report";
import { type Problem, problemOf, type Read } from "./problem";
import { type DriftUndo, undoOfDrift } from "./undo";

/** What the drift does to who needs MFA. */
export type Meaning = {
  /** As the tenant is now. */
  readonly verdict: Verdict;
  readonly tenant: Tenant;
  /** What the verdict would be if the tenant were as it should be. */
  readonly asCoded: Verdict["kind"];
  /** All of the drift together: sign-ins that should be stopped, or may be, and get through now; and the other way round. */
  readonly together: Effect;
  /** Each thing that drifted by itself, in a tenant that is as it should be but for that. Not there beyond {@link MOST_ALONE}. */
  readonly alone: ReadonlyMap<Drifted, Effect>;
  /** What to do first; only where the drift opens something, or may, and it could be checked what comes of it. */
  readonly undo: DriftUndo | undefined;
  /** Parts of the tenant that may not be read, so that the cautious reading holds for them. */
  readonly notKnown: readonly Problem[];
};

/** So many changes are judged one by one; a tenant that has changed more than that is told as a whole. */
export const MOST_ALONE = 40;

export type MeaningInput = {
  /** A tenant file with everything as it is. */
  readonly now: JsonObject;
  /** The same as it should be. */
  readonly wanted: JsonObject;
  readonly changes: readonly TenantChange[];
  /** Of the stack. */
  readonly policies: readonly PolicyReport[];
  readonly exemptions: readonly Exemption[];
  readonly notKnown: readonly Problem[];
};

/** Proves the tenant as it is and as it should be, and compares the two: with all changes, and with each by itself. */
export function meaningOf(input: MeaningInput): Read<Meaning> {
  const { now, wanted, changes, exemptions, notKnown } = input;
  const [actual, should] = [readTenant(now), readTenant(wanted)];
  if (!actual.ok || !should.ok) return { kind: "failed", problem: UNREADABLE };
  const together = effectOf(should.tenant, actual.tenant, exemptions);
  const alone = effectsAlone(should.tenant, wanted, changes, exemptions, together);
  return {
    kind: "read",
    value: {
      verdict: prove(actual.tenant, exemptions),
      tenant: actual.tenant,
      asCoded: prove(should.tenant, exemptions).kind,
      together,
      alone,
      undo: together.opened.length === 0 ? undefined : undoFor(input, should.tenant, actual.tenant, alone),
      notKnown,
    },
  };
}

function undoFor(
  { wanted, changes, policies, exemptions }: MeaningInput,
  should: Tenant,
  actual: Tenant,
  alone: Meaning["alone"],
): DriftUndo | undefined {
  return undoOfDrift({
    policies,
    changes,
    alone,
    wanted,
    actual,
    read: (file) => {
      const read = readTenant(file);
      return read.ok ? read.tenant : undefined;
    },
    against: (tenant) => compare(should, tenant, exemptions),
    opens: (before, after) => compare(before, after, exemptions).opened.length > 0,
  });
}

function effectsAlone(
  should: Tenant,
  wanted: JsonObject,
  changes: readonly TenantChange[],
  exemptions: readonly Exemption[],
  together: Effect,
): ReadonlyMap<Drifted, Effect> {
  const [only, ...others] = changes;
  if (only !== undefined && others.length === 0) return new Map([[only.drifted, together]]);
  const effects = changes.slice(0, MOST_ALONE).flatMap(({ drifted, apply }) => {
    const changed = readTenant(apply(wanted));
    return changed.ok ? [[drifted, effectOf(should, changed.tenant, exemptions)] as const] : [];
  });
  return new Map(effects);
}

const UNREADABLE = problemOf("tenant-misshapen", {
  message: "what the drift means could not be judged: the tenant's objects have shapes that make no sense",
  help: "run `npm run -s azmfa -- snapshot --out tenant.json`, then `npm run -s azmfa -- prove tenant.json`, which says which",
});
