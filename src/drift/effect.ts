import type { UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { type ChangedBypass, type Comparison, compare } from "../verifier/compare";
import { prove } from "../verifier/prove";
import { registering } from "../verifier/registering";

/**
 * What a change does to who needs MFA. `weakens`: some sign-in gets through that was stopped; `mayWeaken`: one may, for something isn't known or
 * understood; `unknown`: it could not be decided; `strengthens`: it stops some and opens none; `neutral`: neither.
 */
export type EffectKind = "weakens" | "mayWeaken" | "unknown" | "strengthens" | "neutral";

export type Effect = {
  readonly kind: EffectKind;
  readonly opened: readonly ChangedBypass[];
  /** People whom the register exempts, who got in without MFA before and don't after. Empty where people aren't known by name. */
  readonly shutOut: readonly UserId[];
  /** Whether somebody with a stolen password can, or may, register a method who couldn't before. */
  readonly registering: boolean;
};

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
