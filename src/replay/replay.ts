import { hash } from "node:crypto";
import type { ClientApp } from "../law/model/dimensions";
import type { UserId } from "../law/model/ids";
import type { RecordedSignIn } from "../law/model/recorded-sign-in";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { exemptIn } from "../verifier/exemptions";
import type { Verdict } from "../verifier/verdict";
import { type CameInBy, type ComparedAnswer, isExplained, WaysIn } from "./came-in";
import { type CannotCompare, compareDecision, type Difference, decisionAbout, isNewer } from "./compare";
import { countIn, Groups } from "./groups";
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

/** Why a record is none to judge. `repeated`: another one has told the same sign-in. */
type Aside = "resource" | "service" | "firstFactor" | "repeated";
/** Why nothing in a record can be compared. */
export type CannotCompareRecord = "notInTenant" | "agent" | "noDecisions";

/** How many there are of each, the ones that were met. */
type Counts<Key extends string> = { [K in Key]?: number };

const count = <Key extends string>(counts: Counts<Key>, key: Key): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};

/** A record that can't be read: where it stands, and why. */
interface UnreadableRecord {
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
  /** `older`: than every policy that a record's decisions are about. `unreadable` and `aside` aren't judged. */
  readonly records = {
    ...{ read: 0, judged: 0, agree: 0, differ: 0, older: 0, notComparable: 0, unreadable: 0 },
    aside: {} as Counts<Aside>,
  };
  /** About one policy each. `gone`: the tenant doesn't have it. */
  readonly decisions = { compared: 0, agree: 0, differ: 0, newer: 0, notComparable: 0, gone: 0 };
  readonly notComparable = { records: {} as Counts<CannotCompareRecord>, decisions: {} as Counts<CannotCompare> };
  readonly differences = new Groups<DifferenceShown>();
  readonly cameIn = new Groups<CameIn>();
  /** Sign-ins of which the record doesn't say whether MFA was done, or whether a token was given without. */
  mfaNotTold = 0;
  /** The first of the records that can't be read. */
  readonly unreadable: UnreadableRecord[] = [];
  /** Logs of which a part isn't there. */
  readonly incomplete: string[] = [];
  readonly #tenant: Tenant;
  readonly #judge: Judge;
  readonly #waysIn: WaysIn;
  readonly #ids: ReadonlySet<string>;
  readonly #seen = new Set<string>();

  /** @param verdict of the same tenant, with the same exemptions */
  constructor(tenant: Tenant, verdict: Verdict, exemptions: readonly Exemption[]) {
    this.#tenant = tenant;
    this.#judge = new Judge(tenant);
    this.#waysIn = new WaysIn(verdict.bypasses, exemptIn(tenant, exemptions).isExempt);
    this.#ids = new Set(tenant.policies.map(({ id }) => id.toLowerCase()));
  }

  /** Sign-ins without MFA, by what is to be made of them. */
  get withoutMfa() {
    const { all } = this.cameIn;
    const declared = countIn(all.filter(({ said }) => said.by.kind === "declared"));
    const explained = all.filter(({ said }) => isExplained(said.by));
    const unexplained = all.filter(({ said }) => !isExplained(said.by));
    return { count: countIn(all), undeclared: countIn(all) - declared, explained, unexplained };
  }

  /**
   * Whether the log bears everything out: something could be compared, all that could is the same, and nobody came in without MFA
   * undeclared, or may have.
   */
  get bearsOut(): boolean {
    const { agree, differ } = this.records;
    return agree > 0 && differ === 0 && this.withoutMfa.undeclared === 0 && this.mfaNotTold === 0;
  }

  /** Whether each record could be read, and there are all. */
  get isWhole(): boolean {
    return this.records.unreadable === 0 && this.incomplete.length === 0;
  }

  cannotRead(record: UnreadableRecord): void {
    this.records.read++;
    this.records.unreadable++;
    if (this.unreadable.length < MOST_UNREADABLE) this.unreadable.push(record);
  }

  setAside(why: Aside): void {
    this.records.read++;
    count(this.records.aside, why);
  }

  /** A sign-in that is told twice counts once; one of which two records don't say the same is judged by each. */
  add(signIn: RecordedSignIn): void {
    const content = hash("sha256", contentOf(signIn), "base64");
    if (signIn.id !== "" && this.#seen.has(content)) {
      this.setAside("repeated");
      return;
    }
    this.#seen.add(content);
    this.records.read++;
    this.records.judged++;
    const { time, who } = signIn;
    const { from = time, until = time } = this.period ?? {};
    this.period = { from: Math.min(from, time), until: Math.max(until, time) };
    if (this.#tenant.agents?.has(who.id)) {
      this.#cannotCompare("agent");
      return;
    }
    const answers = this.#judge.answers(signIn)?.map((ours) => {
      const couldBe = (isAbout: boolean): boolean => this.#judge.who.couldBe(isAbout, ours.policy, who);
      return { ...ours, compared: compareDecision(ours, signIn, this.#tenant, couldBe) };
    });
    if (answers === undefined || signIn.decisions === undefined)
      this.#cannotCompare(answers === undefined ? "notInTenant" : "noDecisions");
    else this.#compare(signIn, signIn.decisions, answers);
    this.#lookForMfa(signIn, answers);
  }

  #cannotCompare(why: CannotCompareRecord): void {
    this.records.notComparable++;
    count(this.notComparable.records, why);
  }

  #compare(
    signIn: RecordedSignIn,
    decisions: NonNullable<RecordedSignIn["decisions"]>,
    answers: readonly ComparedAnswer[],
  ): void {
    for (const id of decisions.keys()) if (!this.#ids.has(id)) this.decisions.gone++;
    for (const { compared } of answers) {
      this.decisions[compared.kind]++;
      if (compared.kind === "agree" || compared.kind === "differ") this.decisions.compared++;
      if (compared.kind === "notComparable") count(this.notComparable.decisions, compared.why);
      if (compared.kind === "differ") {
        const { policy, kind, on, entra, ours } = compared.difference;
        const key = [policy, kind, on, entra, ours].join(" ");
        const { people } = this.differences.add(key, signIn, () => ({ ...compared.difference, people: new Set() }));
        people.add(signIn.who.id);
      }
    }
    const met = (kind: ComparedAnswer["compared"]["kind"]) => answers.some(({ compared }) => compared.kind === kind);
    if (met("differ")) this.records.differ++;
    else if (met("agree")) this.records.agree++;
    else if (met("newer")) this.records.older++;
    else this.#cannotCompare("noDecisions");
  }

  #lookForMfa(signIn: RecordedSignIn, answers: readonly ComparedAnswer[] | undefined): void {
    const didMfa = signIn.mfa ?? (this.#metMfa(signIn) ? true : undefined);
    if (signIn.gotToken === false || didMfa === true) return;
    if (signIn.gotToken === undefined || didMfa === undefined) {
      this.mfaNotTold++;
      return;
    }
    const { who, application, circumstances } = signIn;
    const by = this.#waysIn.by(who, answers);
    const { clientApp, address, country } = circumstances;
    const cameIn = this.cameIn.add(`${who.id} ${JSON.stringify(by)}`, signIn, () => ({
      ...{ by, clients: new Set(), applications: new Set(), from: new Set() },
    }));
    if (clientApp !== undefined) cameIn.clients.add(clientApp);
    const name = application.name ?? application.id;
    if (name !== undefined) cameIn.applications.add(name);
    const place = address !== undefined && country !== undefined ? `${address} (${country})` : (address ?? country);
    if (place !== undefined) cameIn.from.add(place);
  }

  /** A policy that can't be met without MFA was: whoever met it did MFA. What else a record says tells nothing. */
  #metMfa(signIn: RecordedSignIn): boolean {
    return this.#judge.stopping.some(
      (policy) => !isNewer(policy, signIn.time, this.#tenant) && decisionAbout(policy, signIn)?.satisfied === true,
    );
  }
}

/** A log replayed, with everything that a report of it says. */
export interface Replayed {
  /** The logs as they were named; `live` is the tenant's own. */
  readonly logs: readonly string[];
  readonly tenantFile: string;
  readonly tenant: Tenant;
  readonly verdict: Verdict;
  readonly replay: Replay;
  /** Whether people are called by name and not by id alone. */
  readonly withNames: boolean;
  readonly elapsedMs: number;
}

/** What is said of a sign-in in the same words, whatever it was exported by; of its time the second, and of decisions not the order. */
function contentOf({ id, who, time, application, circumstances, gotToken, mfa, decisions }: RecordedSignIn): string {
  const { clientApp, platform, address, country } = circumstances;
  const decided = Array.from(
    decisions ?? [],
    ([policy, { applied, state, satisfied }]) => `${policy} ${applied} ${state} ${satisfied}`,
  );
  return [
    ...[id.toLowerCase(), who.kind, who.id, Math.floor(time / 1_000), application.id, gotToken, mfa],
    ...[clientApp, platform, address, country, decisions === undefined, ...decided.sort()],
  ].join(" ");
}
