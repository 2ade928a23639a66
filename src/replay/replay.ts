import type { RecordedSignIn } from "../law/model/recorded-sign-in";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { exemptIn } from "../verifier/exemptions";
import type { Verdict } from "../verifier/verdict";
import { type CameInBy, type ComparedAnswer, isExplained, WaysIn } from "./came-in";
import { type CannotCompare, type Compared, compareDecision, type Difference, decisionAbout, isNewer } from "./compare";
import { Counts, Groups } from "./groups";
import { Judge } from "./judge";

/** Differences, and sorts of sign-ins without MFA, that are listed one by one. */
const MOST_LISTED = 1_000;

/** One difference with the first sign-in that shows it. */
export interface ReportedDifference extends Difference {
  readonly example: RecordedSignIn;
}

/** Somebody who came in without MFA, how, and by which way. */
export interface CameIn {
  readonly by: CameInBy;
  readonly example: RecordedSignIn;
}

export type RecordResult =
  /** Every decision that could be compared is the same; at least one could. */
  | "agrees"
  | "differs"
  /** It is older than every policy that its decisions are about, as far as these could be compared. */
  | "older"
  /** None of its decisions could be compared. */
  | "cannot";

/** Why a record as a whole can't be compared. */
export type CannotCompareRecord = "notInTenant" | "agent" | "noDecisions" | "nothingTold";

/** Replays recorded sign-ins in our law, one by one, and keeps what came of it. Memory doesn't grow with their number. */
export class Replay {
  /** The first and the last sign-in, in milliseconds since 1970. */
  period: { readonly from: number; readonly until: number } | undefined;
  readonly records = new Counts<RecordResult>();
  readonly cannotRecord = new Counts<CannotCompareRecord>();
  readonly decisions = new Counts<"agrees" | "differs" | "newer" | "cannot" | "gone">();
  readonly cannot = new Counts<CannotCompare>();
  readonly differences = new Groups<ReportedDifference>(MOST_LISTED);
  /** Sign-ins without MFA of which something says how they were possible, and the others; of the first, how many are declared. */
  readonly explained = new Groups<CameIn>(MOST_LISTED);
  readonly unexplained = new Groups<CameIn>(MOST_LISTED);
  declared = 0;
  /** Sign-ins of which the record doesn't say whether MFA was done, or whether a token was given without. */
  mfaNotTold = 0;
  readonly #tenant: Tenant;
  readonly #judge: Judge;
  readonly #waysIn: WaysIn;
  readonly #ids: ReadonlySet<string>;

  /** @param verdict of the same tenant, with the same exemptions */
  constructor(tenant: Tenant, verdict: Verdict, exemptions: readonly Exemption[]) {
    this.#tenant = tenant;
    this.#judge = new Judge(tenant);
    this.#waysIn = new WaysIn(verdict, exemptIn(tenant, exemptions).isExempt);
    this.#ids = new Set(tenant.policies.map(({ id }) => id.toLowerCase()));
  }

  /** Sign-ins without MFA. */
  get cameIn(): number {
    return this.explained.total + this.unexplained.total;
  }

  /** Those of people whom no register declares. */
  get undeclared(): number {
    return this.cameIn - this.declared;
  }

  add(signIn: RecordedSignIn): void {
    const { time } = signIn;
    const { from = time, until = time } = this.period ?? {};
    this.period = { from: Math.min(from, time), until: Math.max(until, time) };
    if (this.#tenant.agents?.has(signIn.who.id)) {
      this.#setAside("agent");
      return;
    }
    const answers = this.#judge.answers(signIn)?.map((ours) => {
      const byMembership = (isAbout: boolean): boolean => this.#judge.people.couldBe(isAbout, ours.policy, signIn.who);
      return { ours, compared: compareDecision(ours, signIn, this.#tenant, byMembership) };
    });
    this.#compare(signIn, answers);
    this.#lookForMfa(signIn, answers);
  }

  #compare(signIn: RecordedSignIn, answers: readonly ComparedAnswer[] | undefined): void {
    if (answers === undefined || signIn.decisions === undefined) {
      this.#setAside(answers === undefined ? "notInTenant" : "noDecisions");
      return;
    }
    for (const id of signIn.decisions.keys()) if (!this.#ids.has(id)) this.decisions.add("gone");
    const met = new Set<Compared["kind"]>();
    for (const { compared } of answers) {
      met.add(compared.kind);
      this.decisions.add(compared.kind);
      if (compared.kind === "cannot") this.cannot.add(compared.why);
      if (compared.kind === "differs") this.#tellDifference(compared.difference, signIn);
    }
    if (met.has("differs")) this.records.add("differs");
    else if (met.has("agrees")) this.records.add("agrees");
    else if (met.has("newer")) this.records.add("older");
    else this.#setAside("nothingTold");
  }

  #setAside(why: CannotCompareRecord): void {
    this.records.add("cannot");
    this.cannotRecord.add(why);
  }

  #tellDifference(difference: Difference, signIn: RecordedSignIn): void {
    const { policy, kind, on, entra, ours } = difference;
    const key = [policy.id, kind, on, entra, ours, signIn.who.id].join(" ");
    this.differences.add(key, signIn.time, () => ({ ...difference, example: signIn }));
  }

  #lookForMfa(signIn: RecordedSignIn, answers: readonly ComparedAnswer[] | undefined): void {
    const didMfa = signIn.mfa ?? this.#metMfa(signIn);
    if (signIn.gotToken === false || didMfa === true) return;
    if (signIn.gotToken === undefined || didMfa === undefined) {
      this.mfaNotTold++;
      return;
    }
    const by = this.#waysIn.by(signIn, answers);
    const { clientApp, address, country } = signIn.circumstances;
    const key = [JSON.stringify(by), signIn.who.id, clientApp, signIn.application.id, address, country].join(" ");
    if (by.kind === "declared") this.declared++;
    const groups = isExplained(by) ? this.explained : this.unexplained;
    groups.add(key, signIn.time, () => ({ by, example: signIn }));
  }

  /** A policy that can't be met without MFA was: whoever met it did MFA. What else a record says tells nothing. */
  #metMfa(signIn: RecordedSignIn): true | undefined {
    const isMet = this.#judge.policies.some(
      ({ policy, canStop }) =>
        canStop === "yes" &&
        !isNewer(policy, signIn.time, this.#tenant) &&
        decisionAbout(policy, signIn)?.satisfied === true,
    );
    return isMet ? true : undefined;
  }
}
