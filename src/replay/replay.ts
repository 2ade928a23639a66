import { hash } from "node:crypto";
import type { ClientApp } from "../law/model/dimensions";
import type { UserId } from "../law/model/ids";
import type { RecordedSignIn } from "../law/model/recorded-sign-in";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { exemptIn } from "../verifier/exemptions";
import type { Verdict } from "../verifier/verdict";
import { type CameInBy, type ComparedAnswer, isExplained, WaysIn } from "./came-in";
import { type CannotCompare, type Compared, compareDecision, type Difference, decisionAbout, isNewer } from "./compare";
import { Counts, countIn, Groups } from "./groups";
import { Judge } from "./judge";

/** A difference, and whose sign-ins show it. */
export interface DifferenceShown extends Difference {
  readonly people: Set<UserId>;
}

/** Somebody who came in without MFA, by one way. */
export interface CameIn {
  readonly by: CameInBy;
  readonly clients: Set<ClientApp>;
  /** By name, or by id where the record has no name. */
  readonly applications: Set<string>;
  /** Address and country. */
  readonly from: Set<string>;
}

export type RecordResult =
  /** Every decision that could be compared is the same; at least one could. */
  | "agrees"
  | "differs"
  /** It is older than every policy that its decisions are about, as far as these could be compared. */
  | "older"
  /** Nothing in it could be compared. */
  | "cannot";

/** A record that can't be read: where it stands, and why. */
export interface UnreadableRecord {
  readonly log: string;
  /** Both from 1; the line is that on which the document begins that holds the record. */
  readonly record: number;
  readonly line: number;
  readonly why: string;
}

const MOST_UNREADABLE = 20;

/** Replays recorded sign-ins in our law, one by one, and keeps what came of it. */
export class Replay {
  /** The first and the last sign-in, in milliseconds since 1970. */
  period: { readonly from: number; readonly until: number } | undefined;
  /** Records that are none to judge. `repeated`: another one has told the same sign-in. */
  readonly aside = new Counts<"resource" | "service" | "firstFactor" | "repeated">();
  readonly unreadable: { count: number; readonly first: UnreadableRecord[] } = { count: 0, first: [] };
  /** Logs of which a part isn't there. */
  readonly incomplete: string[] = [];
  readonly records = new Counts<RecordResult>();
  readonly cannotRecord = new Counts<"notInTenant" | "agent" | "noDecisions">();
  readonly decisions = new Counts<Compared["kind"] | "gone">();
  readonly cannot = new Counts<CannotCompare>();
  readonly differences = new Groups<DifferenceShown>();
  readonly cameIn = new Groups<CameIn>();
  /** Sign-ins of which the record doesn't say whether MFA was done, or whether a token was given without. */
  mfaNotTold = 0;
  readonly #tenant: Tenant;
  readonly #judge: Judge;
  readonly #waysIn: WaysIn;
  readonly #ids: ReadonlySet<string>;
  readonly #seen = new Set<string>();

  /** @param verdict of the same tenant, with the same exemptions */
  constructor(tenant: Tenant, verdict: Verdict, exemptions: readonly Exemption[]) {
    this.#tenant = tenant;
    this.#judge = new Judge(tenant);
    this.#waysIn = new WaysIn(verdict, exemptIn(tenant, exemptions).isExempt);
    this.#ids = new Set(tenant.policies.map(({ id }) => id.toLowerCase()));
  }

  /** All records, whatever became of them. */
  get read(): number {
    return this.records.total + this.aside.total + this.unreadable.count;
  }

  /** Sign-ins without MFA, by what is to be made of them. */
  get withoutMfa() {
    const { all } = this.cameIn;
    const unexplained = all.filter(({ said }) => !isExplained(said.by));
    const declared = countIn(all.filter(({ said }) => said.by.kind === "declared"));
    const explained = all.filter(({ said }) => isExplained(said.by));
    return { count: countIn(all), undeclared: countIn(all) - declared, unexplained, explained };
  }

  /**
   * Whether the log bears everything out: something could be compared, all that could is the same, and nobody came in without MFA
   * undeclared, or may have.
   */
  get bearsOut(): boolean {
    const { records, differences, withoutMfa, mfaNotTold } = this;
    return records.of("agrees") > 0 && differences.all.length === 0 && withoutMfa.undeclared === 0 && mfaNotTold === 0;
  }

  /** Whether each record could be read, and there are all. */
  get isWhole(): boolean {
    return this.unreadable.count === 0 && this.incomplete.length === 0;
  }

  cannotRead(record: UnreadableRecord): void {
    this.unreadable.count++;
    if (this.unreadable.first.length < MOST_UNREADABLE) this.unreadable.first.push(record);
  }

  /** A sign-in that is told twice counts once; one of which two records don't say the same is judged by each. */
  add(signIn: RecordedSignIn): void {
    const content = hash("sha256", contentOf(signIn), "base64");
    if (signIn.id !== "" && this.#seen.has(content)) {
      this.aside.add("repeated");
      return;
    }
    this.#seen.add(content);
    const { time } = signIn;
    const { from = time, until = time } = this.period ?? {};
    this.period = { from: Math.min(from, time), until: Math.max(until, time) };
    if (this.#tenant.agents?.has(signIn.who.id)) {
      this.#setAside("agent");
      return;
    }
    const answers = this.#judge.answers(signIn)?.map((ours) => {
      const couldBe = (isAbout: boolean): boolean => this.#judge.who.couldBe(isAbout, ours.policy, signIn.who);
      return { ours, compared: compareDecision(ours, signIn, this.#tenant, couldBe) };
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
      if (compared.kind === "differs") {
        const { policy, kind, on, entra, ours } = compared.difference;
        const key = [policy.id, kind, on, entra, ours].join(" ");
        const { people } = this.differences.add(key, signIn, () => ({ ...compared.difference, people: new Set() }));
        people.add(signIn.who.id);
      }
    }
    if (met.has("differs")) this.records.add("differs");
    else if (met.has("agrees")) this.records.add("agrees");
    else if (met.has("newer")) this.records.add("older");
    else this.#setAside("noDecisions");
  }

  #setAside(why: "notInTenant" | "agent" | "noDecisions"): void {
    this.records.add("cannot");
    this.cannotRecord.add(why);
  }

  #lookForMfa(signIn: RecordedSignIn, answers: readonly ComparedAnswer[] | undefined): void {
    const didMfa = signIn.mfa ?? this.#metMfa(signIn);
    if (signIn.gotToken === false || didMfa === true) return;
    if (signIn.gotToken === undefined || didMfa === undefined) {
      this.mfaNotTold++;
      return;
    }
    const by = this.#waysIn.by(signIn, answers);
    const { who, application, circumstances } = signIn;
    const { clientApp, address, country } = circumstances;
    const { clients, applications, from } = this.cameIn.add(`${who.id} ${JSON.stringify(by)}`, signIn, () => ({
      ...{ by, clients: new Set(), applications: new Set(), from: new Set() },
    }));
    if (clientApp !== undefined) clients.add(clientApp);
    const name = application.name ?? application.id;
    if (name !== undefined) applications.add(name);
    const place = address !== undefined && country !== undefined ? `${address} (${country})` : (address ?? country);
    if (place !== undefined) from.add(place);
  }

  /** A policy that can't be met without MFA was: whoever met it did MFA. What else a record says tells nothing. */
  #metMfa(signIn: RecordedSignIn): true | undefined {
    const isMet = this.#judge.stopping.some(
      (policy) => !isNewer(policy, signIn.time, this.#tenant) && decisionAbout(policy, signIn)?.satisfied === true,
    );
    return isMet ? true : undefined;
  }
}

/** What is said of a sign-in in the same words, whatever it was exported by; of its time the second, and of decisions not the order. */
function contentOf({ id, who, time, application, circumstances, gotToken, mfa, decisions }: RecordedSignIn): string {
  const { clientApp, platform, address, country } = circumstances;
  const whole = [id.toLowerCase(), who.kind, who.id, Math.floor(time / 1_000), application.id, gotToken, mfa];
  const decided = Array.from(
    decisions ?? [],
    ([policy, { applied, state, satisfied }]) => `${policy} ${applied} ${state} ${satisfied}`,
  );
  return [...whole, clientApp, platform, address, country, decisions === undefined, ...decided.sort()].join(" ");
}
