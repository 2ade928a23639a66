import {
  conditionsWith,
  DIMENSIONS,
  dimensionOf,
  isConditionReason,
  isListed,
  NOT_CONFIGURED,
  valuesOf,
} from "../law/conditions";
import { type EvaluationContext, outcome, type Reason, type ReasonBeside } from "../law/evaluate";
import type { Dimension } from "../law/model/dimensions";
import type { RoleId, UserId } from "../law/model/ids";
import { NO_USERS, type Policy, type UserAssignment } from "../law/model/policy";
import type { Principal, SignIn } from "../law/model/sign-in";
import { exclusionsOf, namesIdentityType } from "../law/users";
import type { Bypass, Width } from "../verifier/verdict";
import type { DirectoryNames } from "./principal";

/** A policy and the sign-in that it lets through, with what is needed to say why. */
export interface EvaluatedPolicy {
  readonly policy: Policy;
  readonly signIn: SignIn;
  readonly context: EvaluationContext;
  readonly names: DirectoryNames;
  /** The sign-in gets through whatever isn't known turns out to be: what isn't known is then not worth a word. */
  readonly isFirm: boolean;
}

const ALL_USERS: UserAssignment = { ...NO_USERS, everyone: true };
const ALL_APPLICATIONS = { all: true, ids: new Set<never>(), adminPortals: false, notUnderstood: [] };
/** For each reason that no condition has, the policy without that obstacle. */
const WITHOUT = {
  state: { enforcement: { kind: "enforced" } },
  grant: { grant: { kind: "controls", operator: { kind: "all" }, controls: [{ kind: "mfa" }] } },
  applications: {
    applications: {
      include: ALL_APPLICATIONS,
      exclude: { ...ALL_APPLICATIONS, all: false },
      filter: "none",
      otherTarget: false,
    },
  },
  clientApplications: { workloadIdentitiesOnly: false },
} as const satisfies Record<Exclude<ReasonBeside, "unsupported" | "users">, Partial<Policy>>;

/** The policy as it would be if it weren't let down by this one reason. What isn't understood can't be mended here. */
export function mendedPolicy(reason: Reason, evaluated: EvaluatedPolicy, bypass: Bypass): Policy | undefined {
  const { policy } = evaluated;
  if (reason === "unsupported") return undefined;
  if (reason === "users") return { ...policy, users: withoutLines(evaluated, bypass) };
  if (!isConditionReason(reason)) return { ...policy, ...WITHOUT[reason] };
  const mended = dimensionOf(reason);
  const conditions = conditionsWith((dimension) =>
    dimension === mended ? NOT_CONFIGURED[dimension] : policy.conditions[dimension],
  );
  return { ...policy, conditions };
}

/** Who is left out comes in again by the lines that leave them out and no others; who isn't included, by including everybody. */
function withoutLines(
  { policy: { users }, signIn, context, isFirm }: EvaluatedPolicy,
  { people }: Bypass,
): Policy["users"] {
  const { include, exclude } = users;
  const { membership } = context;
  if (exclusionsOf(users, signIn.principal, membership).length === 0) return { include: ALL_USERS, exclude };
  const open = people.slice(0, MOST_PEOPLE);
  const holdsNone = (holds: (person: UserId | undefined) => boolean): boolean =>
    open.length === 0 ? !holds(undefined) : !open.some(holds);
  const clause = isFirm ? "include" : "exclude";
  const holdsRole = (id: RoleId, person: UserId | undefined): boolean =>
    isFirm
      ? person !== undefined && membership.ofRole(id, "exclude").people.has(person)
      : membership.hasRole(id, "exclude", person);
  const excluded = new Set(open);
  const guests = namesIdentityType({ ...exclude, notUnderstood: [] }, "exclude", signIn.principal.identity) !== "no";
  return {
    include,
    exclude: {
      ...exclude,
      ...(guests ? { everyGuest: false, guests: undefined } : {}),
      everyone: false,
      users: new Set([...exclude.users].filter((id) => !excluded.has(id))),
      groups: new Set([...exclude.groups].filter((id) => holdsNone((one) => membership.isInGroup(id, clause, one)))),
      roles: new Set([...exclude.roles].filter((id) => holdsNone((one) => holdsRole(id, one)))),
    },
  };
}

/**
 * Whether a change may be advised: what stops people from signing in at all is no remedy, so a block is never widened, nor a
 * grant that asks for more than MFA.
 */
export const isRemedy = ({ grant }: Policy): boolean =>
  grant.kind === "controls" && grant.controls.every(({ kind }) => kind === "mfa" || kind === "strength");

/** How much of a bypass would be closed if a policy weren't let down by this one reason. */
export type Closing = "all" | "part" | "nothing";

/** Beyond this many people it isn't tried whether a policy is about all of them. */
const MOST_PEOPLE = 20_000;

export function closingOf(mended: Policy | undefined, evaluated: EvaluatedPolicy, bypass: Bypass): Closing {
  if (mended === undefined) return "all"; // as its author meant it
  const { signIn, context, names } = evaluated;
  const stops = (one: SignIn): boolean => outcome(mended, one, context).kind === "stops";
  if (!stops(signIn)) return "nothing";
  const everywhere = stopsAsWide(mended, bypass, stops);
  const everybody = identitiesIn(bypass, names)?.every((principal) => stops({ ...signIn, principal }));
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
