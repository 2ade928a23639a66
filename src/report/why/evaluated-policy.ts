import {
  conditionsWith,
  DIMENSIONS,
  dimensionOf,
  isConditionReason,
  isListed,
  NOT_CONFIGURED,
  valuesOf,
} from "../../conditions";
import type { Dimension } from "../../model/dimensions";
import type { Policy, UserAssignment } from "../../model/policy";
import type { Principal, SignIn } from "../../model/sign-in";
import { type EvaluationContext, outcome, type Reason, type ReasonBeside } from "../../verifier/evaluate";
import type { Bypass, Width } from "../../verifier/verdict";
import type { DirectoryNames } from "../principal";

/** A policy and the sign-in that it lets through, with what is needed to say why. */
export interface EvaluatedPolicy {
  readonly policy: Policy;
  readonly signIn: SignIn;
  readonly context: EvaluationContext;
  readonly names: DirectoryNames;
}

const ALL_USERS: UserAssignment = {
  everyone: true,
  everyAgent: false,
  everyGuest: false,
  users: new Set(),
  groups: new Set(),
  roles: new Set(),
  guests: undefined,
  notUnderstood: [],
};
const NO_USERS: UserAssignment = { ...ALL_USERS, everyone: false };
const ALL_APPLICATIONS = { all: true, ids: new Set<never>(), adminPortals: false, notUnderstood: [] };
/** For each reason that no condition has, the policy without that obstacle. */
const WITHOUT = {
  state: { enforcement: { kind: "enforced" } },
  grant: { grant: { kind: "controls", operator: { kind: "all" }, controls: [{ kind: "mfa" }] } },
  users: { users: { include: ALL_USERS, exclude: NO_USERS } },
  applications: {
    applications: {
      include: ALL_APPLICATIONS,
      exclude: { ...ALL_APPLICATIONS, all: false },
      filter: "none",
      otherTarget: false,
    },
  },
  clientApplications: { workloadIdentitiesOnly: false },
} as const satisfies Record<Exclude<ReasonBeside, "unsupported">, Partial<Policy>>;

function mendedPolicy(policy: Policy, reason: Exclude<Reason, "unsupported">): Policy {
  if (!isConditionReason(reason)) return { ...policy, ...WITHOUT[reason] };
  const mended = dimensionOf(reason);
  const conditions = conditionsWith((dimension) =>
    dimension === mended ? NOT_CONFIGURED[dimension] : policy.conditions[dimension],
  );
  return { ...policy, conditions };
}

/** How much of a bypass would be closed if a policy weren't let down by this one reason. */
export type Closing = "all" | "part" | "nothing";

/** Beyond this many people it isn't tried whether a policy is about all of them. */
const MOST_PEOPLE = 20_000;

export function closingOf(reason: Reason, evaluated: EvaluatedPolicy, bypass: Bypass): Closing {
  if (reason === "unsupported") return "all"; // as its author meant it
  const { signIn, context, names } = evaluated;
  const mended = mendedPolicy(evaluated.policy, reason);
  const stops = (one: SignIn): boolean => outcome(mended, one, context).kind === "stops";
  if (!stops(signIn)) return "nothing";
  const everywhere = stopsAsWide(mended, bypass, stops);
  const everybody =
    mended.users === WITHOUT.users.users ||
    identitiesIn(bypass, names)?.every((principal) => stops({ ...signIn, principal }));
  return everywhere && everybody ? "all" : "part";
}

/** Conditions are joined by AND, so each dimension can be tried on its own. */
const stopsAsWide = (mended: Policy, bypass: Bypass, stops: (one: SignIn) => boolean): boolean =>
  DIMENSIONS.every((dimension) => stopsEachValue(dimension, mended, bypass, stops));

function stopsEachValue<D extends Dimension>(
  dimension: D,
  { conditions }: Policy,
  { signIn, alsoTrueFor }: Bypass,
  stops: (one: SignIn) => boolean,
): boolean {
  const wide: Width[D] = alsoTrueFor[dimension];
  if (wide === undefined) return true;
  if (wide !== "any") return wide.every((value) => stops({ ...signIn, [dimension]: value }));
  return (
    conditions[dimension].kind === "any" ||
    (isListed(dimension) && valuesOf(dimension).every((value) => stops({ ...signIn, [dimension]: value })))
  );
}

/** Everybody whom a bypass is open for, in every class they may be of. */
function identitiesIn({ signIn, people, others }: Bypass, names: DirectoryNames): readonly Principal[] | undefined {
  if (people.length > MOST_PEOPLE) return undefined;
  const inDirectory = people.flatMap((id) =>
    (names.userOf(id)?.classes ?? [signIn.principal.identity.type]).map(
      (type): Principal => ({ kind: "person", id, identity: { ...signIn.principal.identity, type } }),
    ),
  );
  return [...inDirectory, ...others];
}
