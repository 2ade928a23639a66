import type { JsonObject } from "../law/json/json-object";
import type { UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { readTenant } from "../tenant/graph/tenant";
import { type Comparison, compare } from "../verifier/compare";
import { prove } from "../verifier/prove";
import { registering } from "../verifier/registering";
import { leastToUndo } from "../verifier/undo";
import type {
  Act,
  Drifted,
  DriftUndo,
  Effect,
  EffectKind,
  Meaning,
  PolicyReport,
  Problem,
  Read,
  TenantChange,
} from "./drift-report";
import { isByUp } from "./policy-fields";

/** So many changes are judged one by one; a tenant that has changed more than that is judged as a whole. */
const MOST_ALONE = 40;

type MeaningInput = {
  /** The tenant as it is, in which each change can be undone. */
  readonly file: JsonObject;
  readonly changes: readonly TenantChange[];
  readonly policies: readonly PolicyReport[];
  readonly exemptions: readonly Exemption[];
  readonly notKnown: readonly Problem[];
};

/** Proves the tenant as it is and with everything undone, and compares the two: with all changes, and with each by itself. */
export function meaningOf({ file, changes, policies, exemptions, notKnown }: MeaningInput): Read<Meaning> {
  const without = (undone: readonly TenantChange[]): Tenant | undefined => {
    const read = readTenant(undone.reduce((sum, { undo }) => undo(sum), file));
    return read.ok ? read.tenant : undefined;
  };
  const [actual, should] = [without([]), without(changes)];
  if (actual === undefined || should === undefined) return { kind: "failed", problem: UNREADABLE };
  const together = effectOf(should, actual, exemptions);
  const aloneOf = (change: TenantChange): Effect | undefined => {
    if (changes.length === 1) return together;
    const tenant = without(changes.filter((other) => other !== change));
    return tenant && effectOf(should, tenant, exemptions);
  };
  const alone = new Map(
    changes.slice(0, MOST_ALONE).flatMap((change) => {
      const effect = aloneOf(change);
      return effect === undefined ? [] : change.drifted.map((drifted) => [drifted, effect] as const);
    }),
  );
  const after = (acts: readonly Act[]): Comparison | undefined => {
    const undone = new Set(acts.flatMap(({ undoes }) => undoes));
    const tenant = without(changes.filter(({ drifted }) => drifted.some((one) => undone.has(one))));
    return tenant && compare(should, tenant, exemptions);
  };
  return {
    kind: "read",
    value: {
      verdict: prove(actual, exemptions),
      tenant: actual,
      asCoded: prove(should, exemptions).kind,
      together,
      alone,
      undo: together.opened.length === 0 ? undefined : undoOf(actsFor(policies, changes), alone, after),
      notKnown,
    },
  };
}

/** What changes from one tenant to the other, for everybody and for those whom the register exempts. */
export function effectOf(before: Tenant, after: Tenant, exemptions: readonly Exemption[]): Effect {
  const comparison = compare(before, after, exemptions);
  return {
    kind: kindOf(comparison),
    opened: comparison.opened,
    shutOut: shutOut(before, after, exemptions),
    registering: compare(registering(before), registering(after), exemptions).opened.length > 0,
  };
}

function kindOf({ kind, opened, closed }: Comparison): EffectKind {
  if (opened.some(({ certain }) => certain)) return "weakens";
  if (opened.length > 0) return "mayWeaken";
  if (kind === "unknown") return "unknown";
  return closed.length > 0 ? "strengthens" : "neutral";
}

/** Nobody's emergency access may be lost unnoticed: by a block, or by MFA for somebody who is kept out of it on purpose. */
function shutOut(before: Tenant, after: Tenant, exemptions: readonly Exemption[]): readonly UserId[] {
  const exempt = exemptions.flatMap((one) => (one.kind === "user" ? [one.id] : [...(one.members ?? [])]));
  if (exempt.length === 0) return [];
  const present = new Set(after.users?.map(({ id }) => id));
  const [then, now] = [before, after].map((tenant) => new Set(prove(tenant, []).uncovered.users));
  return exempt.filter((id) => present.has(id) && then?.has(id) && !now?.has(id));
}

const UNREADABLE: Problem = {
  message: "could not judge what the drift means: the tenant's objects can't be read",
  help: "run `npm run -s azmfa -- snapshot --out tenant.json`, then `npm run -s azmfa -- prove tenant.json`, which says which",
};

/** The acts that close what the drift opens: those that undo what opens something by itself or, if that isn't enough, all. */
function undoOf(
  all: readonly Act[],
  alone: Meaning["alone"],
  after: (acts: readonly Act[]) => Comparison | undefined,
): DriftUndo | undefined {
  const mayOpen = (drifted: Drifted): boolean => !["neutral", "strengthens"].includes(alone.get(drifted)?.kind ?? "");
  const suspects = all.filter(({ undoes }) => undoes.some(mayOpen));
  for (const acts of [suspects, all]) {
    const comparison = after(acts);
    if (acts.length === 0 || comparison === undefined || comparison.opened.length > 0) continue;
    const least = leastToUndo(acts, comparison, after);
    return { acts: least.undone.flatMap(withItsCondition), after: least.comparison.kind };
  }
  return undefined;
}

/** `pulumi up` with what has to come before it: the last of these acts is to be done first. */
const withItsCondition = (act: Act): readonly Act[] =>
  act.kind === "pulumiUp" && act.undoes.some(isRefused) ? [act, { kind: "securityDefaultsOff", undoes: [] }] : [act];

const isRefused = (drifted: Drifted): boolean =>
  ("repair" in drifted && drifted.repair === "refused") ||
  ("recreation" in drifted && drifted.recreation === "refused");

/** By hand first, so that what needs no undoing by hand is found first. Each act counts with all that it undoes. */
function actsFor(policies: readonly PolicyReport[], changes: readonly TenantChange[]): readonly Act[] {
  const byUp = policies.flatMap((policy): readonly Drifted[] => {
    if (policy.kind === "deleted") return policy.recreation === "notShown" ? [] : [policy];
    return policy.kind === "compared" ? policy.differences.filter(isByUp) : [];
  });
  const requests = policies.flatMap((policy): readonly Act[] => {
    if (policy.kind !== "compared" || policy.request === undefined || policy.differences.every(isByUp)) return [];
    return [{ kind: "request", policy, undoes: policy.differences }];
  });
  const covered = new Set<Drifted>([...byUp, ...requests.flatMap(({ undoes }) => undoes)]);
  const byHand = changes
    .filter(({ drifted }) => !drifted.some((one) => covered.has(one)))
    .map(({ drifted }): Act => ({ kind: "byHand", undoes: drifted.slice(0, 1) }));
  return [...byHand, ...requests, ...(byUp.length === 0 ? [] : [{ kind: "pulumiUp", undoes: byUp } as const])];
}
