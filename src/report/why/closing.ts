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
import { outcome, type Reason } from "../../verifier/evaluate";
import type { Bypass } from "../../verifier/verdict";
import type { DirectoryNames } from "../words/directory-names";
import type { Seen } from "./seen";

const EVERYONE: UserAssignment = {
  everyone: true,
  everyGuest: false,
  users: new Set(),
  groups: new Set(),
  roles: new Set(),
  guests: undefined,
  notUnderstood: [],
};
const NOBODY: UserAssignment = { ...EVERYONE, everyone: false };
const ALL_APPLICATIONS = { all: true, ids: new Set<never>(), adminPortals: false, notUnderstood: [] };
const ANY = { kind: "any" } as const;

/** For each reason the policy without that obstacle. */
const WITHOUT = {
  state: { enforcement: { kind: "enforced" } },
  grant: { grant: { kind: "controls", operator: { kind: "all" }, controls: [{ kind: "mfa" }] } },
  users: { users: { include: EVERYONE, exclude: NOBODY } },
  applications: {
    applications: {
      include: ALL_APPLICATIONS,
      exclude: { ...ALL_APPLICATIONS, all: false },
      filter: "none",
      otherTarget: false,
    },
  },
  clientAppTypes: { clientApps: ANY },
  platforms: { platforms: ANY },
  locations: { locations: ANY },
  devices: { device: ANY },
  signInRisk: { signInRisk: ANY },
  userRisk: { userRisk: ANY },
  insiderRisk: { insiderRisk: ANY },
  authenticationFlows: { flows: ANY },
  clientApplications: { workloadIdentitiesOnly: false },
} as const satisfies Record<Exclude<Reason, "unsupported">, Partial<Policy>>;

/** How much of a hole would be closed if a policy weren't let down by this one reason. */
export type Closing = "all" | "part" | "nothing";

/** Beyond this many people it isn't tried whether a policy is about all of them. */
const MOST_PEOPLE = 20_000;

export function closingOf(reason: Reason, seen: Seen, hole: Bypass): Closing {
  if (reason === "unsupported") return "all"; // as its author meant it
  const { signIn, ground, names } = seen;
  const mended: Policy = { ...seen.policy, ...WITHOUT[reason] };
  const stops = (one: SignIn): boolean => outcome(mended, one, ground).kind === "stops";
  if (!stops(signIn)) return "nothing";
  const everywhere = stopsAsWide(mended, hole, stops);
  const everybody =
    mended.users === WITHOUT.users.users ||
    identitiesIn(hole, names)?.every((principal) => stops({ ...signIn, principal }));
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

/** Everybody whom a hole is open for, in every class they may be of. */
function identitiesIn({ signIn, people, others }: Bypass, names: DirectoryNames): readonly Principal[] | undefined {
  if (people.length > MOST_PEOPLE) return undefined;
  const inDirectory = people.flatMap((id) =>
    (names.userOf(id)?.classes ?? [signIn.principal.identity.type]).map(
      (type): Principal => ({ kind: "person", id, identity: { ...signIn.principal.identity, type } }),
    ),
  );
  return [...inDirectory, ...others];
}
