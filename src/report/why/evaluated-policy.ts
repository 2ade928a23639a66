import type { Policy, UserAssignment } from "../../model/policy";
import {
  AUTHENTICATION_FLOWS,
  CLIENT_APPS,
  INSIDER_RISKS,
  PLATFORMS,
  type Principal,
  RISKS,
  type SignIn,
} from "../../model/sign-in";
import { type EvaluationContext, outcome, type Reason } from "../../verifier/evaluate";
import type { Bypass } from "../../verifier/verdict";
import type { DirectoryNames } from "../principal";

/** A policy and the sign-in that it lets through, with what is needed to say why. */
export interface EvaluatedPolicy {
  readonly policy: Policy;
  readonly signIn: SignIn;
  readonly context: EvaluationContext;
  readonly names: DirectoryNames;
}

/** Why the policy lets the sign-in through (its name goes before), and what would make it stop it. */
export interface Explanation {
  readonly why: string;
  readonly fix: string;
}

const ALL_USERS: UserAssignment = {
  everyone: true,
  everyGuest: false,
  users: new Set(),
  groups: new Set(),
  roles: new Set(),
  guests: undefined,
  notUnderstood: [],
};
const NO_USERS: UserAssignment = { ...ALL_USERS, everyone: false };
const ALL_APPLICATIONS = { all: true, ids: new Set<never>(), adminPortals: false, notUnderstood: [] };
const NOT_CONFIGURED = { kind: "any" } as const;

/** For each reason the policy without that obstacle. */
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
  clientAppTypes: { clientApps: NOT_CONFIGURED },
  platforms: { platforms: NOT_CONFIGURED },
  locations: { locations: NOT_CONFIGURED },
  devices: { device: NOT_CONFIGURED },
  signInRisk: { signInRisk: NOT_CONFIGURED },
  userRisk: { userRisk: NOT_CONFIGURED },
  insiderRisk: { insiderRisk: NOT_CONFIGURED },
  authenticationFlows: { flows: NOT_CONFIGURED },
  clientApplications: { workloadIdentitiesOnly: false },
} as const satisfies Record<Exclude<Reason, "unsupported">, Partial<Policy>>;

/** How much of a bypass would be closed if a policy weren't let down by this one reason. */
export type Closing = "all" | "part" | "nothing";

/** Beyond this many people it isn't tried whether a policy is about all of them. */
const MOST_PEOPLE = 20_000;

export function closingOf(reason: Reason, evaluated: EvaluatedPolicy, bypass: Bypass): Closing {
  if (reason === "unsupported") return "all"; // as its author meant it
  const { signIn, context, names } = evaluated;
  const mended: Policy = { ...evaluated.policy, ...WITHOUT[reason] };
  const stops = (one: SignIn): boolean => outcome(mended, one, context).kind === "stops";
  if (!stops(signIn)) return "nothing";
  const everywhere = stopsAsWide(mended, bypass, stops);
  const everybody =
    mended.users === WITHOUT.users.users ||
    identitiesIn(bypass, names)?.every((principal) => stops({ ...signIn, principal }));
  return everywhere && everybody ? "all" : "part";
}

const VALUES = {
  clientApp: CLIENT_APPS,
  platform: PLATFORMS,
  signInRisk: RISKS,
  userRisk: RISKS,
  insiderRisk: INSIDER_RISKS,
  authenticationFlow: AUTHENTICATION_FLOWS,
} as const;

/** Conditions are joined by AND, so each dimension can be tried on its own. */
function stopsAsWide(
  { locations, device }: Policy,
  { signIn, alsoTrueFor }: Bypass,
  stops: (one: SignIn) => boolean,
): boolean {
  if (alsoTrueFor.network === "any" && locations.kind !== "any") return false;
  if (alsoTrueFor.device === "any" && device.kind !== "any") return false;
  return (Object.keys(VALUES) as (keyof typeof VALUES)[]).every((dimension) => {
    const wide = alsoTrueFor[dimension] ?? [];
    const values: readonly unknown[] = wide === "any" ? VALUES[dimension] : wide;
    return values.every((value) => stops({ ...signIn, [dimension]: value }));
  });
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
