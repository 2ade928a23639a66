import { CONDITIONS, DIMENSIONS, isListed, meetsCondition, valuesOf } from "../law/conditions";
import { BEST_DEVICE } from "../law/grant";
import type { JsonObject } from "../law/json/json-object";
import { Membership } from "../law/membership/membership";
import type { DecidedSignIn } from "../law/model/decided-sign-in";
import type { Circumstances, Dimension, Network } from "../law/model/dimensions";
import { AZURE_MANAGEMENT, userId } from "../law/model/ids";
import type { Principal, SignIn } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import type { Truth } from "../law/model/truth";
import { meetsUsers } from "../law/users";
import { signInInJson } from "../report/verdict-in-json";
import { namedHomeTenants } from "../verifier/people/identity-types";
import type { Bypass } from "../verifier/verdict";
import { ComparedDecisions, type Disagreement, isComparable } from "./comparison";
import { count } from "./groups";

/** Microsoft's decisions. `who`, `how`: no request can say who signs in, or how. `failed`: Graph refused it, or gave another answer. */
export type WhatIfAnswer = NonNullable<DecidedSignIn["decisions"]> | "who" | "how" | "failed";

/** Compares Microsoft's answers to questions with azmfa's. */
export class WhatIf extends ComparedDecisions {
  /** The questions with their results, as `docs/replay.md` promises them. */
  readonly results: (Pick<Probe, "about"> & { readonly result: keyof WhatIf["counts"] })[] = [];
  readonly counts = { agrees: 0, disagrees: 0, knownDefect: 0, notAvailable: 0 };
  /** What the answers say about themselves. */
  readonly tips = new Set<string>();

  constructor(tenant: Tenant) {
    super(tenant, "whatIf");
  }

  /** Compares an answer. @param isStopped whether azmfa says that a policy stops the sign-in */
  take(probe: Probe, isStopped: boolean, answer: WhatIfAnswer): void {
    const { about, signIn } = probe;
    if (typeof answer === "string") count(this.signIns, answer);
    const answers = typeof answer === "string" ? undefined : this.add(decidedSignIn(probe, answer));
    const isCompared = answers?.length === 0 || answers?.some(({ compared }) => isComparable(compared));
    const why = isCompared ? undefined : typeof answer === "string" ? answer : "policies";
    const differences = (answers ?? []).flatMap(({ compared }) => (typeof compared === "object" ? [compared] : []));
    const isDefect = differences.every(({ kind }) => kind === "knownDefect");
    const compared = differences.length === 0 ? "agrees" : isDefect ? "knownDefect" : "disagrees";
    const result = why === undefined ? compared : "notAvailable";
    const user = signIn.principal.kind === "person" ? signIn.principal.id : null;
    const policies = differences.length === 0 ? undefined : differences.map(inJson);
    const asked = { about, user, signIn: signInInJson(signIn, this.tenant), stopped: isStopped };
    this.results.push({ ...asked, result, ...{ why, policies } });
    this.counts[result]++;
  }
}

function inJson({ policy, displayName, kind, theirs, ours, reasons }: Disagreement): object {
  const said = ours === "off" ? "doesNotApply" : ours;
  return { policy, displayName, ours: said, theirs, reasons, knownDefect: kind === "knownDefect" };
}

/** The name of a question in reports. */
export const nameOf = ({ about }: Pick<Probe, "about">): string =>
  about.kind === "wayIn" ? `way in ${about.number}` : "a sample";

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
    gotToken: false,
    mfa: undefined,
    decisions,
  };
}

/** A sign-in to ask Microsoft's evaluation about. */
export interface Probe {
  /** A way in of the verdict, by its number from 1, or a sign-in of the sample. */
  readonly about: { readonly kind: "wayIn"; readonly number: number } | { readonly kind: "sample" };
  readonly signIn: SignIn;
}

/** Each way in of a verdict, then at most so many sign-ins of a sample. No request comes twice. */
export function questionsAbout(tenant: Tenant, waysIn: readonly Bypass[], most: number): readonly Probe[] {
  const requestFor = (signIn: SignIn): string => JSON.stringify(whatIfBody(signIn, tenant));
  const asked = new Set(waysIn.map(({ signIn }) => requestFor(signIn)));
  const others = new Map(sampleOf(tenant).map((signIn) => [requestFor(signIn), signIn]));
  const sampled = [...others].filter(([request]) => !asked.has(request)).slice(0, most);
  return [
    ...waysIn.map(({ signIn }, at) => ({ about: { kind: "wayIn", number: at + 1 } as const, signIn })),
    ...sampled.map(([, signIn]) => ({ about: { kind: "sample" } as const, signIn })),
  ];
}

/**
 * A sign-in as a request body of What If. Values that only the tenant's owner can know are in angle brackets. A dimension that the request
 * can't express, such as an unknown platform, is sent as any value.
 * @see Microsoft Graph v1.0, `conditionalAccessRoot: evaluate`
 */
export function whatIfBody(signIn: SignIn, tenant: Tenant): JsonObject {
  return {
    signInIdentity: { "@odata.type": "#microsoft.graph.userSignIn", ...identity(signIn.principal) },
    signInContext: { "@odata.type": "#microsoft.graph.applicationContext", includeApplications: [AZURE_MANAGEMENT] },
    signInConditions: {
      ...Object.assign({}, ...DIMENSIONS.map((dimension) => conditionOf(dimension, signIn, tenant))),
      servicePrincipalRiskLevel: "none",
    },
    appliedPoliciesOnly: false,
  };
}

/** Only a person of the directory can be asked about. Others have no id. */
function identity(principal: Principal): JsonObject {
  const { type, home } = principal.identity;
  const homeId = home === "unnamed" ? "<id of a tenant that no policy names>" : home;
  return {
    userId: principal.kind === "person" ? principal.id : undefined,
    externalTenantId: type === "member" || type === "internalGuest" ? null : homeId,
    externalUserType: type === "member" ? "none" : type,
  };
}

const conditionOf = <D extends Dimension>(dimension: D, signIn: Circumstances, tenant: Tenant): JsonObject =>
  CONDITIONS[dimension].whatIf(signIn[dimension], tenant);

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
function sampleOf(tenant: Tenant): readonly SignIn[] {
  const membership = new Membership(tenant);
  const people = principalsOf(tenant);
  const values = candidates(tenant);
  const byPolicy = tenant.policies.map(({ users, conditions, enforcement }): readonly SignIn[] => {
    const person = (truth: Truth) => people.find((one) => meetsUsers(users, one, membership) === truth);
    const value = <D extends Dimension>(dimension: D, truth: Truth): Circumstances[D] | undefined =>
      values(dimension).find((one) => meetsCondition(dimension, conditions, one, tenant) === truth);
    const principal = person("yes");
    if (enforcement.kind === "off" || principal === undefined) return [];
    const meeting = DIMENSIONS.map((one) => [one, value(one, "yes") ?? values(one)[0]]);
    const met = { ...Object.fromEntries(meeting), principal, shows: new Set(["password"]) } as SignIn;
    const missing = {
      principal: person("no"),
      ...Object.fromEntries(DIMENSIONS.map((one) => [one, value(one, "no")])),
    };
    const missed = Object.entries(missing).filter(([, missing]) => missing !== undefined);
    return [met, ...missed.map(([part, value]) => ({ ...met, [part]: value }))];
  });
  return [...byPolicy.flatMap((all) => all.slice(0, 1)), ...byPolicy.flatMap((all) => all.slice(1))];
}

/** Values of each dimension to try, an ordinary one first: every value of a short list, an address in each location, two devices. */
function candidates({ locations }: Tenant): <D extends Dimension>(dimension: D) => readonly Circumstances[D][] {
  const anywhere: Network = {
    address: { family: 4, value: 0xc6120001n },
    countryByAddress: { kind: "unnamed" },
    countryByGps: { kind: "unnamed" },
    trustedElsewhere: false,
    within: new Set(),
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
