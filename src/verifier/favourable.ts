import type { EvaluationContext } from "../law/evaluate";
import type { Membership } from "../law/membership/membership";
import type { LocationCondition, LocationList } from "../law/model/dimensions";
import type { Grant, Policy, UserAssignment } from "../law/model/policy";
import { OUTSIDER_TYPES } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { isPlaceNotKnown, notKnownIn, withKnownOnly } from "./not-known";

/**
 * The tenant as it would be if everything that isn't known turned out for the best: an excluded group, role or location
 * holds nobody and no place beyond what is known, an included one everybody and every place, a strength forces MFA. Each
 * policy stops whatever it stops in the tenant, and maybe more; so what gets through here does whatever isn't known.
 * Policies keep their order. `context` itself where everything is known.
 */
export function favourable(context: EvaluationContext): EvaluationContext {
  const known = FAVOURABLE.get(context);
  if (known !== undefined) return known;
  const { tenant, membership } = context;
  const policies = tenant.policies.map((policy) => favourablePolicy(policy, tenant, membership));
  const changed = policies.some((policy, index) => policy !== tenant.policies[index]);
  const best = changed ? { tenant: { ...tenant, policies }, membership } : context;
  FAVOURABLE.set(context, best);
  return best;
}

const FAVOURABLE = new WeakMap<EvaluationContext, EvaluationContext>();

function favourablePolicy(policy: Policy, tenant: Tenant, membership: Membership): Policy {
  const exclude = withKnownOnly(
    policy.users.exclude,
    "exclude",
    notKnownIn(policy.users.exclude, "exclude", membership),
    membership,
  );
  const users = includingAnybody({ include: policy.users.include, exclude }, membership);
  const network = everywhere(policy.conditions.network, tenant);
  const grant = forcing(policy.grant);
  const isSame =
    users.include === policy.users.include &&
    users.exclude === policy.users.exclude &&
    network === policy.conditions.network &&
    grant === policy.grant;
  return isSame ? policy : { ...policy, users, grant, conditions: { ...policy.conditions, network } };
}

/** Who may be in an included group is anybody with an object in the directory, so outsiders stay out where that can be said. */
function includingAnybody({ include, exclude }: Policy["users"], membership: Membership): Policy["users"] {
  const { groups, roles } = notKnownIn(include, "include", membership);
  if (include.everyone || groups.length + roles.length === 0) return { include, exclude };
  const namesOutsiders = include.everyGuest || include.guests !== undefined || include.notUnderstood.length > 0;
  return {
    include: { ...include, everyone: true },
    exclude: namesOutsiders || exclude.guests !== undefined || exclude.everyGuest ? exclude : withoutOutsiders(exclude),
  };
}

const withoutOutsiders = (exclude: UserAssignment): UserAssignment => ({
  ...exclude,
  guests: { types: new Set(OUTSIDER_TYPES), homes: { kind: "all" }, notUnderstood: [] },
});

function everywhere(condition: LocationCondition, tenant: Tenant): LocationCondition {
  if (condition.kind === "any") return condition;
  const notKnown = ({ ids }: LocationList) => [...ids].filter((id) => isPlaceNotKnown(id, tenant));
  const [included, excluded] = [notKnown(condition.include), notKnown(condition.exclude)];
  if (included.length + excluded.length === 0) return condition;
  const ids = new Set([...condition.exclude.ids].filter((id) => !excluded.includes(id)));
  return {
    kind: "listed",
    include: included.length > 0 ? { ...condition.include, all: true } : condition.include,
    exclude: { ...condition.exclude, ids },
  };
}

function forcing(grant: Grant): Grant {
  if (grant.kind === "sessionOnly") return grant;
  const controls = grant.controls.map((control) =>
    control.kind === "strength" && control.strength.kind === "notKnown"
      ? { ...control, strength: { kind: "builtIn" } as const }
      : control,
  );
  return controls.every((control, index) => control === grant.controls[index]) ? grant : { ...grant, controls };
}
