import { CONDITIONS, DIMENSIONS, LISTED_DIMENSIONS, valuesOf } from "../law/conditions";
import type { JsonObject } from "../law/json/json-object";
import type { DecidedSignIn } from "../law/model/decided-sign-in";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import { AZURE_MANAGEMENT, userId } from "../law/model/ids";
import type { Principal, SignIn } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { readWhatIfAnswer } from "../tenant/graph/what-if-answer";
import type { EntraTenant } from "../tenant/live/entra-tenant";
import { EVALUATION } from "../tenant/live/questions";
import { answerOf, TenantError } from "../tenant/live/tenant-problem";
import { explainSignIn } from "../verifier/one-sign-in/explain";
import { judgedPerson } from "../verifier/one-sign-in/judged-person";
import type { Bypass } from "../verifier/verdict";
import { describeSignIn, formatterOf } from "../words/sign-in";
import { ComparedDecisions } from "./comparison";
import { count } from "./sign-in-groups";

/** Microsoft's decisions. `notAsked`: no request can describe the sign-in. `failed`: Graph refused it, or gave another answer. */
export type WhatIfAnswer = NonNullable<DecidedSignIn["decisions"]> | "notAsked" | "failed";

/** Compares Microsoft's answers to questions with azmfa's. */
export class WhatIf extends ComparedDecisions {
  /** The ways in that the evaluation doesn't confirm: it says something else, or couldn't be asked. */
  readonly unconfirmed: string[] = [];
  /** What the answers say about themselves. */
  readonly tips = new Set<string>();

  constructor(tenant: Tenant) {
    super(tenant, "whatIf");
  }

  /** Compares an answer. */
  take(probe: Probe, answer: WhatIfAnswer): void {
    const { agree } = this.signIns;
    if (typeof answer === "string") count(this.signIns, answer);
    else this.compareSignIn(decidedSignIn(probe, answer));
    if (probe.isWayIn && this.signIns.agree === agree) this.unconfirmed.push(probe.name);
  }
}

/** Graph takes one such request a second. */
const INTERVAL_MS = 1_000;

/**
 * Asks Microsoft's evaluation about each sign-in, and compares the answers with azmfa's.
 * @param pause waits for so many milliseconds
 * @throws TenantError if Graph wouldn't answer the other questions either
 */
export async function askWhatIf(
  questions: readonly Probe[],
  tenant: Tenant,
  entra: EntraTenant,
  pause: (milliseconds: number) => Promise<void>,
): Promise<WhatIf> {
  const whatIf = new WhatIf(tenant);
  for (const question of questions) {
    const isAsked = canAsk(question.signIn, tenant);
    if (isAsked) await pause(INTERVAL_MS);
    whatIf.take(question, isAsked ? await answerTo(question.signIn, whatIf, entra) : "notAsked");
  }
  return whatIf;
}

async function answerTo(signIn: SignIn, { tenant, tips }: WhatIf, entra: EntraTenant): Promise<WhatIfAnswer> {
  const answer = await answerOf(entra.ask(EVALUATION, undefined, whatIfBody(signIn, tenant)));
  if (answer.kind === "failed" && answer.problem.code !== "unexpected") throw new TenantError(answer.problem);
  const read = answer.kind === "read" ? readWhatIfAnswer(answer.value) : undefined;
  if (read?.tip !== undefined) tips.add(read.tip);
  return read?.decisions ?? "failed";
}

/** What If answers about now, so no policy is newer. It issues no token. */
function decidedSignIn(probe: Probe, decisions: DecidedSignIn["decisions"]): DecidedSignIn {
  const { principal, ...signIn } = probe.signIn;
  return {
    id: probe.name,
    time: Number.POSITIVE_INFINITY,
    who: { id: principal.kind === "person" ? principal.id : userId("") },
    application: { id: undefined, name: undefined },
    circumstances: Object.fromEntries(DIMENSIONS.map((one) => [one, { kind: "whole", value: signIn[one] }])),
    gotToken: false,
    mfa: undefined,
    decisions,
  };
}

/** A sign-in to ask Microsoft's evaluation about. */
export interface Probe {
  /** `way in 1` of the verdict, or a sample in words. */
  readonly name: string;
  readonly isWayIn: boolean;
  readonly signIn: SignIn;
}

/** Each way in of a verdict, then so many sign-ins of a sample. */
export function questionsAbout(tenant: Tenant, waysIn: readonly Bypass[], sample: number): readonly Probe[] {
  const inWords = (signIn: SignIn) => `a sample: ${describeSignIn({ signIn }, formatterOf(tenant))}`;
  return [
    ...waysIn.map(({ signIn }, at) => ({ name: `way in ${at + 1}`, isWayIn: true, signIn })),
    ...sampleOf(tenant, sample).map((signIn) => ({ name: inWords(signIn), isWayIn: false, signIn })),
  ];
}

/**
 * A sign-in as a request body of What If. A dimension that the request can't express, such as an unknown platform, is sent as any value.
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

/** Only a person of the directory can be asked about. */
const identity = ({ identity: { type, home }, ...who }: Principal): JsonObject => ({
  userId: who.kind === "person" ? who.id : undefined,
  externalTenantId: type === "member" || type === "internalGuest" ? null : home,
  externalUserType: type === "member" ? "none" : type,
});

const conditionOf = <D extends Dimension>(dimension: D, signIn: Circumstances, tenant: Tenant): JsonObject =>
  CONDITIONS[dimension].whatIf(signIn[dimension], tenant);

/** Whether a request can describe the sign-in: a known person of the directory, in circumstances that a request has words for. */
export function canAsk({ principal, platform, network }: SignIn, tenant: Tenant): boolean {
  const { type, home } = principal.identity;
  const isHomeOpen = home === "unnamed" && type !== "member" && type !== "internalGuest";
  const isKnown = principal.kind === "person" && tenant.users !== undefined && !isHomeOpen;
  const { trustedElsewhere, within, countryByAddress, countryByGps } = network;
  const isSupposed = trustedElsewhere || within.size > 0 || countryByGps.kind === "code";
  return isKnown && platform !== "unknown" && !isSupposed && countryByAddress.kind !== "unmapped";
}

/** Ordinary sign-ins, by one person after the other, each with the next value of a dimension that has a list of values. */
function sampleOf(tenant: Tenant, count: number): readonly SignIn[] {
  const { users = [] } = tenant;
  const changes = LISTED_DIMENSIONS.flatMap((one) => valuesOf(one).map((value) => ({ [one]: value })));
  // Without a policy everybody gets in, so this finds an ordinary sign-in.
  const open = { ...tenant, policies: [] };
  return Array.from({ length: count }).flatMap((_, at) => {
    const user = users[at % users.length];
    const outcome = user && explainSignIn(open, judgedPerson(open, user.id), {}).outcome;
    return outcome?.kind === "getsIn" ? [{ ...outcome.example, ...changes[at % changes.length] }] : [];
  });
}
