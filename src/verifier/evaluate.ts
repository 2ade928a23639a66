import type { Policy } from "../model/policy";
import type { SignIn } from "../model/sign-in";
import type { Tenant } from "../model/tenant";
import { some, type Truth, truthOf } from "../model/truth";
import { targetsAzureManagement } from "./law/applications";
import { meetsClientApps } from "./law/client-apps";
import { meetsDeviceFilter } from "./law/device";
import { isEnforced, stopsWithoutMfa } from "./law/grant";
import { meets } from "./law/levels";
import { meetsLocations } from "./law/places";
import { meetsPlatforms } from "./law/platforms";
import { meetsUsers } from "./law/users";
import { Membership, type WhollyExempt } from "./principals/membership";

/** What can let a sign-in through a policy, in the order in which reasons are given. */
export const REASONS = [
  "state",
  "grant",
  "users",
  "applications",
  "clientAppTypes",
  "platforms",
  "locations",
  "devices",
  "signInRisk",
  "userRisk",
  "insiderRisk",
  "authenticationFlows",
  "clientApplications",
] as const;
export type Reason = (typeof REASONS)[number] | "unsupported";

/** The tenant with what makes looking people up affordable. */
export interface EvaluationContext {
  readonly tenant: Tenant;
  readonly membership: Membership;
}

export const evaluationContext = (tenant: Tenant, exempt: WhollyExempt = new Set()): EvaluationContext => ({
  tenant,
  membership: new Membership(tenant, exempt),
});

/**
 * The law for one policy and one sign-in, dimension by dimension. The policy stops the sign-in when it is enforced,
 * its grant can't be met without MFA, and **every** condition is met; one that isn't configured is met by all.
 * @see Microsoft Entra, "Conditional Access: Policies": all assignments are joined by AND (2024-03)
 */
const LAW: Record<(typeof REASONS)[number], (policy: Policy, signIn: SignIn, context: EvaluationContext) => Truth> = {
  state: (policy) => isEnforced(policy),
  grant: (policy) => stopsWithoutMfa(policy.grant),
  users: (policy, { principal }, { membership }) => meetsUsers(policy.users, principal, membership),
  applications: (policy) => targetsAzureManagement(policy.applications),
  clientAppTypes: (policy, { clientApp }) => meetsClientApps(policy.clientApps, clientApp),
  platforms: (policy, { platform }) => meetsPlatforms(policy.platforms, platform),
  locations: (policy, { network }, { tenant }) => meetsLocations(policy.locations, network, tenant),
  devices: (policy, { device }) => meetsDeviceFilter(policy.device, device),
  signInRisk: (policy, { signInRisk }) => meets(policy.signInRisk, signInRisk),
  userRisk: (policy, { userRisk }) => meets(policy.userRisk, userRisk),
  insiderRisk: (policy, { insiderRisk }) => meets(policy.insiderRisk, insiderRisk),
  authenticationFlows: (policy, { authenticationFlow: flow }) => meets(policy.flows, flow),
  clientApplications: (policy) => truthOf(!policy.workloadIdentitiesOnly),
};

/** How one policy meets one sign-in. */
export type Outcome =
  | { readonly kind: "stops" }
  /** `reason` is the first dimension that let the sign-in through. */
  | { readonly kind: "lets-through"; readonly reason: Reason }
  /** Whether it stops depends on content that isn't understood; under the cautious reading it lets through. */
  | { readonly kind: "undecided"; readonly reason: "unsupported" };

export function outcome(policy: Policy, signIn: SignIn, context: EvaluationContext): Outcome {
  let unclear = policy.notUnderstood.length > 0;
  for (const reason of REASONS) {
    const truth = LAW[reason](policy, signIn, context);
    if (truth === "no") return { kind: "lets-through", reason };
    unclear ||= truth === "unclear";
  }
  return unclear ? { kind: "undecided", reason: "unsupported" } : { kind: "stops" };
}

/**
 * Whether anything stops this sign-in from reaching Azure management without MFA.
 *
 * All policies that apply must be satisfied, in no order, and where none applies the token is given after the first
 * factor. So one policy that stops it is enough, and none is a bypass.
 * @returns `yes` stopped; `no` it gets through; `unclear` it hangs on content that isn't understood
 */
export function evaluate(context: EvaluationContext, signIn: SignIn): Truth {
  return some(context.tenant.policies.map((policy) => asTruth(outcome(policy, signIn, context))));
}

const asTruth = ({ kind }: Outcome): Truth => (kind === "stops" ? "yes" : kind === "undecided" ? "unclear" : "no");
