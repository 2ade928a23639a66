import { outcome, type Reason } from "../../verifier";
import type { Assignment, Policy } from "../../verifier/policy";
import type { Seen } from "./seen";

const EVERYONE: Assignment = {
  everyone: true,
  everyGuest: false,
  users: new Set(),
  groups: new Set(),
  roles: new Set(),
  guests: undefined,
  notUnderstood: [],
};
const NOBODY: Assignment = { ...EVERYONE, everyone: false };
const ALL_APPLICATIONS = { all: true, ids: new Set<never>(), adminPortals: false, notUnderstood: [] };
const ANY = { kind: "any" } as const;

/** For each reason the policy without that obstacle. */
const WITHOUT: Record<Exclude<Reason, "unsupported">, Partial<Policy>> = {
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
};

/** Whether this is all that keeps the policy from stopping the sign-in. */
export function isNearMiss(reason: Reason, { policy, signIn, ground }: Seen): boolean {
  return reason === "unsupported" || outcome({ ...policy, ...WITHOUT[reason] }, signIn, ground).kind === "stops";
}
