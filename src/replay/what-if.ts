import { DIMENSIONS, isListed, meetsCondition, valuesOf } from "../law/conditions";
import { BEST_DEVICE } from "../law/grant";
import { Membership } from "../law/membership/membership";
import type { DecidedSignIn } from "../law/model/decided-sign-in";
import type { Circumstances, Dimension, Network } from "../law/model/dimensions";
import { userId } from "../law/model/ids";
import type { Principal, SignIn } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { meetsUsers } from "../law/users";
import { namedHomeTenants } from "../verifier/people/identity-types";
import { ComparedDecisions, type Disagreement } from "./comparison";

/** Microsoft's decisions. `who`, `how`: no request can say who signs in, or how. `failed`: Graph refused it, or gave another answer. */
export type WhatIfAnswer = NonNullable<DecidedSignIn["decisions"]> | "who" | "how" | "failed";

/** A question with its result. */
export interface Answered extends Probe {
  /** Whether azmfa says that a policy stops the sign-in. */
  readonly isStopped: boolean;
  readonly result: "agrees" | "disagrees" | "knownDefect" | "notAvailable";
  /** Why the result isn't available. `policies`: no policy could be compared. */
  readonly why: "who" | "how" | "failed" | "policies" | undefined;
  readonly differences: readonly Disagreement[];
}

/** Compares Microsoft's answers to questions with azmfa's. */
export class WhatIf extends ComparedDecisions {
  readonly results: Answered[] = [];
  readonly counts = { agrees: 0, disagrees: 0, knownDefect: 0, notAvailable: 0 };
  /** What the answers say about themselves. */
  readonly tips = new Set<string>();

  constructor(tenant: Tenant) {
    super(tenant, "whatIf");
  }

  /** Compares an answer. @param isStopped whether azmfa says that a policy stops the sign-in */
  take(probe: Probe, isStopped: boolean, answer: WhatIfAnswer): void {
    const { why, differences } = this.#compared(probe, answer);
    const isDefect = differences.every(({ kind }) => kind === "knownDefect");
    const compared = differences.length === 0 ? "agrees" : isDefect ? "knownDefect" : "disagrees";
    const result = why === undefined ? compared : "notAvailable";
    this.results.push({ ...probe, isStopped, result, why, differences });
    this.counts[result]++;
  }

  #compared(probe: Probe, answer: WhatIfAnswer): Pick<Answered, "why" | "differences"> {
    if (typeof answer === "string") {
      this.cannotCompare(answer);
      return { why: answer, differences: [] };
    }
    const { answers, differences } = this.add(decidedSignIn(probe, answer));
    const isSomething = answers?.length === 0 || answers?.some(({ compared }) => compared.kind !== "notComparable");
    return { why: isSomething || differences.length > 0 ? undefined : "policies", differences };
  }
}

/** The name of a question in reports. */
export const nameOf = ({ about }: Probe): string => (about.kind === "wayIn" ? `way in ${about.number}` : "a sample");

/** What If answers about now, so no policy is newer. It issues no token. */
function decidedSignIn(probe: Probe, decisions: DecidedSignIn["decisions"]): DecidedSignIn {
  const { principal, ...signIn } = probe.signIn;
  const id = principal.kind === "person" ? principal.id : userId("");
  return {
    id: nameOf(probe),
    time: Number.POSITIVE_INFINITY,
    who: { id, name: undefined, ...principal.identity },
    application: { id: undefined, name: undefined },
    circumstances: Object.fromEntries(DIMENSIONS.map((one) => [one, { kind: "whole", value: signIn[one] }])),
    ...{ gotToken: false, mfa: undefined, decisions },
  };
}

/** A sign-in to ask Microsoft's evaluation about. */
export interface Probe {
  /** A way in of the verdict, by its number from 1, or a sign-in of the sample. */
  readonly about: { readonly kind: "wayIn"; readonly number: number } | { readonly kind: "sample" };
  readonly signIn: SignIn;
}

/**
 * What a request can't say about a sign-in, if anything: `who`, if it isn't a known person of the directory; `how`, if a circumstance has
 * no word in a request.
 */
export function cannotAsk({ principal, platform, network }: SignIn, tenant: Tenant): "who" | "how" | undefined {
  const { type, home } = principal.identity;
  const isFromOutside = type === "b2bCollaborationGuest" || type === "b2bCollaborationMember";
  const isHomeOpen = isFromOutside && home === "unnamed" && namedHomeTenants(tenant.policies).length > 1;
  if (principal.kind !== "person" || tenant.users === undefined || isHomeOpen) return "who";
  const hasCountries = (by: "address" | "gps"): boolean =>
    [...(tenant.locations?.values() ?? [])].some(({ extent }) => extent.kind === "countries" && extent.by === by);
  const isSupposed =
    platform === "unknown" ||
    network.trustedElsewhere ||
    network.within.size > 0 ||
    (network.countryByGps.kind === "code" && hasCountries("gps")) ||
    (network.countryByAddress.kind === "unmapped" && hasCountries("address"));
  return isSupposed ? "how" : undefined;
}

/** How many people are searched for one that a policy covers and one that it doesn't. */
const MOST_PEOPLE = 2_000;

/**
 * For each policy that isn't off: a sign-in that meets it, one by someone that it doesn't cover, and one that misses each of its
 * conditions, if there is such a value to try. A sign-in can come more than once. Those that meet a policy come first.
 */
export function sampleOf(tenant: Tenant): readonly SignIn[] {
  const membership = new Membership(tenant);
  const people = principalsOf(tenant);
  const values = candidates(tenant);
  const byPolicy = tenant.policies.map((policy): readonly SignIn[] => {
    const [covered, notCovered] = (["yes", "no"] as const).map((truth) =>
      people.find((one) => meetsUsers(policy.users, one, membership) === truth),
    );
    if (policy.enforcement.kind === "off" || covered === undefined) return [];
    const value = <D extends Dimension>(dimension: D, truth: "yes" | "no"): Circumstances[D] | undefined =>
      values(dimension).find((one) => meetsCondition(dimension, policy.conditions, one, tenant) === truth);
    const meeting = DIMENSIONS.map((one) => [one, value(one, "yes") ?? values(one)[0]]);
    const met = { ...Object.fromEntries(meeting), principal: covered, shows: new Set(["password"]) } as SignIn;
    const missing = DIMENSIONS.flatMap((one) => {
      const missed = value(one, "no");
      return missed === undefined ? [] : [{ ...met, [one]: missed }];
    });
    return [met, ...(notCovered === undefined ? [] : [{ ...met, principal: notCovered }]), ...missing];
  });
  return [...byPolicy.flatMap((all) => all.slice(0, 1)), ...byPolicy.flatMap((all) => all.slice(1))];
}

/** Values of each dimension to try, an ordinary one first: every value of a short list, an address in each location, two devices. */
function candidates({ locations }: Tenant): <D extends Dimension>(dimension: D) => readonly Circumstances[D][] {
  const anywhere: Network = {
    ...{ address: { family: 4, value: 0xc6120001n }, countryByAddress: { kind: "unnamed" } },
    ...{ countryByGps: { kind: "unnamed" }, trustedElsewhere: false, within: new Set() },
  };
  const ranges = [...(locations?.values() ?? [])].flatMap(({ extent }) =>
    extent.kind === "ranges" ? extent.ranges.slice(0, 1) : [],
  );
  const networks = ranges.map(({ family, first }) => ({ ...anywhere, address: { family, value: first } }));
  const searched = { network: [anywhere, ...networks], device: [{ kind: "unregistered" }, BEST_DEVICE] };
  return <D extends Dimension>(dimension: D) =>
    (isListed(dimension) ? valuesOf(dimension) : searched[dimension as keyof typeof searched]) as Circumstances[D][];
}

/** Members come first, because a question about a guest needs a home tenant. */
const principalsOf = ({ users }: Tenant): readonly Principal[] =>
  (users ?? [])
    .slice(0, MOST_PEOPLE)
    .map(({ id, classes: [type = "member"] }) => ({ kind: "person", id, identity: { type, home: "unnamed" } }) as const)
    .toSorted((one, other) => Number(one.identity.type !== "member") - Number(other.identity.type !== "member"));
