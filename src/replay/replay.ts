import { hash } from "node:crypto";
import type { DecidedSignIn } from "../law/model/decided-sign-in";
import type { PolicyId, UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import type { ReadRecord, SkipReason } from "../tenant/graph/sign-in-log/read-record";
import { textOf } from "../text/same-text";
import { exemptIn } from "../verifier/exemptions";
import type { Verdict } from "../verifier/verdict";
import { type Compared, type ComparedAnswer, ComparedDecisions, decisionAbout, isNewer } from "./comparison";
import { canStop } from "./judge";
import { type Counts, count, SignInGroups } from "./sign-in-groups";

/** How someone signed in without MFA, compared with the verdict. */
export type ReasonWithoutMfa =
  /** `wayIn`: the verdict says that they can; `notNamed`: it says that they can't. */
  | { readonly kind: "declared" | "wayIn" | "notNamed" | "notInTenant" }
  /**
   * A policy stops the sign-in now. `closedSince`: the policy, its state, a group or a role has changed since. `againstTheLaw`: nothing
   * explains why Entra didn't stop it.
   */
  | { readonly kind: "closedSince" | "againstTheLaw"; readonly policy: PolicyId; readonly displayName: string };

/** What the register, the verdict, or a later change doesn't explain: something is wrong. */
const UNEXPLAINED = ["againstTheLaw", "notNamed", "notInTenant"] as const;
const EXPLAINED = ["wayIn", "closedSince", "declared"] as const;
export const isExplained = ({ kind }: ReasonWithoutMfa): boolean => EXPLAINED.some((one) => one === kind);

const MOST_UNREADABLE = 20;

/** Compares the records of sign-in logs with azmfa's decisions, and finds out how people signed in without MFA. */
export class Replay extends ComparedDecisions {
  /** The name of the tenant file. */
  readonly file: string;
  /** The names of the logs; `live` is the tenant's own log. */
  readonly logs: string[] = [];
  readonly verdict: Verdict;
  /** Sign-ins without MFA. There is a group for each person and way. */
  readonly withoutMfa = new SignInGroups<ReasonWithoutMfa>(...UNEXPLAINED, ...EXPLAINED);
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
  readonly #uncovered: ReadonlySet<UserId>;
  readonly #isDeclared: (id: UserId) => boolean;
  readonly #contents = new Set<string>();

  /** @param verdict the verdict on the same tenant, with the same exemptions */
  constructor(file: string, tenant: Tenant, verdict: Verdict, exemptions: readonly Exemption[] = []) {
    super(tenant, "log");
    this.file = file;
    this.verdict = verdict;
    this.#isDeclared = exemptIn(tenant, exemptions).isExempt;
    this.#uncovered = new Set(verdict.uncovered.users);
  }

  /** How many sign-ins without MFA there are, how many of them the register doesn't declare, and how many nothing explains. */
  get counts() {
    const [unexplained, explained] = [this.withoutMfa.countOf(UNEXPLAINED), this.withoutMfa.countOf(EXPLAINED)];
    const count = unexplained + explained;
    return { count, undeclared: count - this.withoutMfa.countOf(["declared"]), unexplained };
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
      const time = Math.floor(record.signIn.time / 1_000);
      const content = hash("sha256", textOf({ ...record.signIn, time }), "base64");
      if (record.signIn.id !== "" && this.#contents.has(content)) count(this.skipped, "repeated");
      else this.compareSignIn(record.signIn);
      this.#contents.add(content);
    } else if (this.unreadable++ < MOST_UNREADABLE) this.firstUnreadable.push({ ...place, why: record.why });
  }

  /** Compares a sign-in, and counts it if it was without MFA. An agent isn't a person who could do MFA. */
  override compareSignIn(signIn: DecidedSignIn): readonly ComparedAnswer[] | undefined {
    const answers = super.compareSignIn(signIn);
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
    return { kind: this.#isUncovered(who) ? "wayIn" : "notNamed" };
  }

  /** Whether the verdict says that they can sign in without MFA. Without a list of people, it names only their types. */
  #isUncovered({ id, type }: DecidedSignIn["who"]): boolean {
    const { classes, outsiders } = this.verdict.uncovered;
    if (type !== undefined) return outsiders.some((one) => one === type);
    return this.#uncovered.has(id) || (this.tenant.users === undefined && classes.length > 0);
  }
}

/** Whether a policy that stops a sign-in now may not have stopped it at that time. */
const mayBeLater = (compared: Compared): boolean =>
  compared === "newer" || (typeof compared === "object" && compared.kind !== "law");
