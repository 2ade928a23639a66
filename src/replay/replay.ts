import { hash } from "node:crypto";
import type { Reason } from "../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import type { DecidedSignIn } from "../law/model/decided-sign-in";
import type { PolicyId, UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import type { ReadRecord, SkipReason } from "../tenant/graph/sign-in-log/read-record";
import { textOf } from "../text/same-text";
import { exemptIn } from "../verifier/exemptions";
import type { Bypass, Verdict } from "../verifier/verdict";
import { type Compared, type ComparedAnswer, ComparedDecisions, decisionAbout, isNewer } from "./comparison";
import { type Counts, count, Groups, totalOf } from "./groups";
import { canStop } from "./judge";

/** How someone signed in without MFA, compared with the verdict. */
export type ReasonWithoutMfa =
  | { readonly kind: "declared" }
  /** A way in that the verdict lists, by its number from 1. */
  | { readonly kind: "wayIn"; readonly number: number }
  /**
   * A policy stops the sign-in now. `closedSince`: the policy, its state, a group or a role has changed since. `againstTheLaw`: nothing
   * explains why Entra didn't stop it.
   */
  | { readonly kind: "closedSince" | "againstTheLaw"; readonly policy: PolicyId; readonly displayName: string }
  /** `notNamed`: the verdict lists no such way in. It lists only some, or the way in depends on something that isn't recorded. */
  | { readonly kind: "notNamed" | "notInTenant" };

/** Whether the register, a way in of the verdict, or a later change explains it. If nothing does, something is wrong. */
export const isExplained = ({ kind }: ReasonWithoutMfa): boolean =>
  kind === "declared" || kind === "wayIn" || kind === "closedSince";

const MOST_UNREADABLE = 20;

/** A way in of the verdict, prepared for many sign-ins. */
interface WayIn extends Pick<Bypass, "others"> {
  readonly people: ReadonlySet<string>;
  readonly reasons: ReadonlyMap<PolicyId, Reason>;
}

/** Compares the records of sign-in logs with azmfa's decisions, and finds out how people signed in without MFA. */
export class Replay extends ComparedDecisions {
  /** Sign-ins without MFA. There is a group for each person and way. */
  readonly withoutMfa = new Groups<ReasonWithoutMfa>();
  /** All records, also those that could not be read. */
  read = 0;
  unreadable = 0;
  /** The first records that could not be read. */
  readonly firstUnreadable: { log: string; record: number; line: number; why: string }[] = [];
  /** Logs that could not be read, or not to their end. */
  readonly incomplete: string[] = [];
  /** Records that aren't compared. `repeated`: another record describes the same sign-in. */
  readonly skipped: Counts<SkipReason | "repeated"> = {};
  /** How many records don't say whether MFA was done, or whether a token was issued without MFA. */
  mfaNotTold = 0;
  readonly #waysIn: readonly WayIn[];
  readonly #isDeclared: (id: UserId) => boolean;
  readonly #contents = new Set<string>();

  /** @param verdict the verdict on the same tenant, with the same exemptions */
  constructor(tenant: Tenant, { bypasses }: Verdict, exemptions: readonly Exemption[]) {
    super(tenant, "log");
    this.#isDeclared = exemptIn(tenant, exemptions).isExempt;
    this.#waysIn = bypasses.map(({ people, others, because }) => ({
      others,
      people: new Set(people),
      reasons: new Map(because.map(({ policy, reason }) => [policy, reason])),
    }));
  }

  /** How many sign-ins without MFA there are, how many of them the register doesn't declare, and how many nothing explains. */
  get counts() {
    const { declared = 0, wayIn = 0, closedSince = 0 } = this.withoutMfa.totals;
    const count = totalOf(this.withoutMfa.totals);
    return { count, undeclared: count - declared, unexplained: count - declared - wayIn - closedSince };
  }

  /** Whether every log is complete and every record could be read. */
  get isWhole(): boolean {
    return this.unreadable === 0 && this.incomplete.length === 0;
  }

  /** Whether the log confirms the verdict: something was compared, nothing differs, and nobody undeclared signed in without MFA, or may have. */
  get confirmsVerdict(): boolean {
    const { agree = 0, differ = 0 } = this.signIns;
    return agree > 0 && differ === 0 && this.counts.undeclared === 0 && this.mfaNotTold === 0;
  }

  /**
   * Takes a record, and compares the sign-in that it describes unless another record describes the same sign-in.
   * @param place its number, and the first line of its document, both from 1
   */
  take(record: ReadRecord, place: { log: string; record: number; line: number }): void {
    this.read++;
    if (record.kind === "skipped") count(this.skipped, record.why);
    else if (record.kind === "signIn") {
      const content = hash("sha256", contentOf(record.signIn), "base64");
      if (record.signIn.id !== "" && this.#contents.has(content)) count(this.skipped, "repeated");
      else this.add(record.signIn);
      this.#contents.add(content);
    } else if (this.unreadable++ < MOST_UNREADABLE) this.firstUnreadable.push({ ...place, why: record.why });
  }

  /** Compares a sign-in, and counts it if it was without MFA. An agent isn't a person who could do MFA. */
  override add(signIn: DecidedSignIn): readonly ComparedAnswer[] | undefined {
    const answers = super.add(signIn);
    const { who, gotToken } = signIn;
    const didMfa = signIn.mfa ?? (this.#metMfa(signIn) ? true : undefined);
    if (gotToken === false || didMfa === true || this.tenant.agents?.has(who.id)) return answers;
    if (gotToken === undefined || didMfa === undefined) this.mfaNotTold++;
    else this.withoutMfa.add(this.#how(who, answers), signIn, who.id);
    return answers;
  }

  /** Whether the sign-in satisfied a policy that can't be satisfied without MFA. Nothing else in a record shows that MFA was done. */
  #metMfa(signIn: DecidedSignIn): boolean {
    return this.tenant.policies.some(
      (policy) =>
        decisionAbout(policy, signIn)?.satisfied === true &&
        canStop(policy) === "yes" &&
        !isNewer(policy, signIn.time, this.tenant),
    );
  }

  #how(who: DecidedSignIn["who"], answers: readonly ComparedAnswer[] | undefined): ReasonWithoutMfa {
    if (who.type === undefined && this.#isDeclared(who.id)) return { kind: "declared" };
    if (answers === undefined) return { kind: "notInTenant" };
    const stopping = answers.filter(({ policy, applies }) => applies === "yes" && canStop(policy) === "yes");
    const against = stopping.find(({ compared }) => !mayBeLater(compared));
    const { policy } = against ?? stopping[0] ?? {};
    if (policy !== undefined) {
      const kind = against === undefined ? "closedSince" : "againstTheLaw";
      return { kind, policy: policy.id, displayName: policy.displayName };
    }
    const number = this.#waysIn.findIndex((one) => isOpenFor(who, one) && isThrough(answers, one));
    return number < 0 ? { kind: "notNamed" } : { kind: "wayIn", number: number + 1 };
  }
}

/** Whether a policy that stops a sign-in now may not have stopped it at that time. */
const mayBeLater = (compared: Compared): boolean =>
  compared === "newer" || (typeof compared === "object" && compared.kind !== "law");

const isOpenFor = ({ id, type }: DecidedSignIn["who"], { people, others }: WayIn): boolean =>
  type === undefined
    ? people.has(id) || others.some(({ kind }) => kind === "unnamed")
    : others.some((one) => one.kind === "outsider" && one.identity.type === type);

/** Whether each policy lets the sign-in through for the same reason as in the way in. A reason that isn't recorded counts as the same. */
const isThrough = (answers: readonly ComparedAnswer[], { reasons }: WayIn): boolean =>
  answers.every(({ policy, because: condition }) => {
    const reason = reasons.get(policy.id);
    const byGrant = stopsWithoutMfa(policy.grant) === "no" ? "grant" : condition;
    const ours = isEnforced(policy) === "no" ? "state" : byGrant;
    return reason !== undefined && (ours === undefined || ours === reason);
  });

/** What every export of a sign-in has in common: the time to the second, and decisions in any order. */
function contentOf({ id, who, time, application, circumstances, gotToken, mfa, decisions }: DecidedSignIn): string {
  const { clientApp, platform, network } = circumstances;
  const { address, countryByAddress } = network?.kind === "part" ? network.part : {};
  const decided =
    decisions && Array.from(decisions, ([policy, { reasons, ...decision }]) => textOf([policy, decision]));
  const how = [clientApp, platform, address, countryByAddress];
  const when = Math.floor(time / 1_000);
  return textOf([id.toLowerCase(), who.type, who.id, when, application.id, gotToken, mfa, how, decided?.sort()]);
}
