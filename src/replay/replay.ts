import { hash } from "node:crypto";
import { formatAddress } from "../law/addresses/address";
import type { ClientApp, Network, PartialSignIn } from "../law/model/dimensions";
import type { UserId } from "../law/model/ids";
import type { RecordedSignIn } from "../law/model/recorded-sign-in";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { exemptIn } from "../verifier/exemptions";
import type { Verdict } from "../verifier/verdict";
import { type CameInBy, cameInBy, isExplained, wayIn } from "./came-in";
import {
  type CannotCompare,
  type ComparedAnswer,
  compareDecision,
  type DecisionDifference,
  decisionAbout,
  isNewer,
} from "./compare";
import { Judge, keyOf } from "./judge";

/** Sign-ins with the same finding, and the first of them as an example. */
export interface Group<Said> {
  readonly said: Said;
  readonly example: RecordedSignIn;
  count: number;
  /** In milliseconds since 1970. */
  first: number;
  last: number;
}

/** Limits of groups, of values in each group, and of unreadable records, because a log can have any size. */
const MOST_GROUPS = 10_000;
export const MOST_VALUES = 1_000;
const MOST_UNREADABLE = 20;

/** A difference, and the people whose sign-ins show it. */
export interface DifferenceShown extends DecisionDifference {
  readonly people: Set<UserId>;
}

/** Sign-ins without MFA of one person in the same way. */
export interface CameIn {
  readonly by: CameInBy;
  readonly clients: Set<ClientApp>;
  /** By name, or by id if the record has no name. */
  readonly applications: Set<string>;
  /** Address and country. */
  readonly from: Set<string>;
}

/** Why a record isn't judged. `repeated`: another record describes the same sign-in. */
type Aside = "resource" | "service" | "firstFactor" | "repeated";
/** Why no decision of a record can be compared. */
export type CannotCompareRecord = "notInTenant" | "agent" | "noDecisions";

/** How often each occurred, if it did. */
type Counts<Key extends string> = { [K in Key]?: number };

/** A record that can't be read: where it is, and why. */
interface UnreadableRecord {
  readonly log: string;
  /** Both from 1. The line is the first one of the record's document. */
  readonly record: number;
  readonly line: number;
  readonly why: string;
}

/** Compares recorded sign-ins, one by one, with our decisions, and collects the findings. */
export class Replay {
  readonly tenant: Tenant;
  /** The first and the last sign-in, in milliseconds since 1970. */
  period: { readonly from: number; readonly until: number } | undefined;
  /** `older`: every policy was changed after the sign-in. `unreadable` and `aside` aren't judged. */
  readonly records = {
    ...{ read: 0, judged: 0, agree: 0, differ: 0, older: 0, notComparable: 0, unreadable: 0 },
    aside: {} as Counts<Aside>,
  };
  /** Decisions about one policy each. `gone`: the tenant doesn't have the policy. */
  readonly decisions = { compared: 0, agree: 0, differ: 0, newer: 0, notComparable: 0, gone: 0 };
  readonly notComparable = { records: {} as Counts<CannotCompareRecord>, decisions: {} as Counts<CannotCompare> };
  /** How many records don't say whether MFA was done, or whether a token was issued without MFA. */
  mfaNotTold = 0;
  /** The first records that can't be read. */
  readonly unreadable: UnreadableRecord[] = [];
  /** Logs that could not be read, or not to their end. */
  readonly incomplete: string[] = [];
  readonly #differences = new Map<string, Group<DifferenceShown>>();
  readonly #cameIn = new Map<string, Group<CameIn>>();
  /** All sign-ins without MFA, also those beyond the limit of groups. */
  readonly #cameInBy: Counts<CameInBy["kind"]> = {};
  readonly #judge: Judge;
  readonly #waysIn: readonly ReturnType<typeof wayIn>[];
  readonly #isDeclared: (id: UserId) => boolean;
  readonly #ids: ReadonlySet<string>;
  readonly #seen = new Set<string>();

  /** @param verdict the verdict on the same tenant, with the same exemptions */
  constructor(tenant: Tenant, verdict: Verdict, exemptions: readonly Exemption[]) {
    this.tenant = tenant;
    this.#judge = new Judge(tenant);
    this.#waysIn = verdict.bypasses.map(wayIn);
    this.#isDeclared = exemptIn(tenant, exemptions).isExempt;
    this.#ids = new Set(tenant.policies.map(({ id }) => id.toLowerCase()));
  }

  /** Largest group first. */
  get differences(): readonly Group<DifferenceShown>[] {
    return largestFirst(this.#differences);
  }

  /** Sign-ins without MFA: how many, and their groups. Unexplained groups come first, then larger ones. */
  get withoutMfa() {
    const all = largestFirst(this.#cameIn);
    const kinds = Object.entries(this.#cameInBy) as [CameInBy["kind"], number][];
    const sum = (isMeant: (kind: CameInBy["kind"]) => boolean): number =>
      kinds.reduce((total, [kind, number]) => total + (isMeant(kind) ? number : 0), 0);
    return {
      count: sum(() => true),
      undeclared: sum((kind) => kind !== "declared"),
      unexplained: sum((kind) => !isExplained({ kind })),
      groups: [...all.filter(({ said }) => !isExplained(said.by)), ...all.filter(({ said }) => isExplained(said.by))],
    };
  }

  /** Whether the log confirms the verdict: something was compared, nothing differs, and nobody undeclared signed in without MFA, or may have. */
  get confirmsVerdict(): boolean {
    const { agree, differ } = this.records;
    return agree > 0 && differ === 0 && this.withoutMfa.undeclared === 0 && this.mfaNotTold === 0;
  }

  /** Whether every log is complete and every record could be read. */
  get isWhole(): boolean {
    return this.records.unreadable === 0 && this.incomplete.length === 0;
  }

  /** Adds a record that can't be read. */
  cannotRead(record: UnreadableRecord): void {
    this.records.read++;
    this.records.unreadable++;
    if (this.unreadable.length < MOST_UNREADABLE) this.unreadable.push(record);
  }

  /** Adds a record that isn't judged. */
  setAside(why: Aside): void {
    this.records.read++;
    count(this.records.aside, why);
  }

  /** Adds a sign-in. Two equal records of a sign-in count once; two that differ are both judged. */
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
    if (this.tenant.agents?.has(who.id)) {
      this.#cannotCompare("agent");
      return;
    }
    const answers = this.#judge.answers(signIn)?.map((ours) => {
      const couldBe = (isAbout: boolean): boolean => this.#judge.couldBe(isAbout, ours.policy, who);
      return { ...ours, compared: compareDecision(ours, signIn, this.tenant, couldBe) };
    });
    if (answers === undefined) this.#cannotCompare("notInTenant");
    else this.#compare(signIn, answers);
    this.#lookForMfa(signIn, answers);
  }

  #cannotCompare(why: CannotCompareRecord): void {
    this.records.notComparable++;
    count(this.notComparable.records, why);
  }

  #compare(signIn: RecordedSignIn, answers: readonly ComparedAnswer[]): void {
    if (signIn.decisions === undefined) {
      this.#cannotCompare("noDecisions");
      return;
    }
    for (const id of signIn.decisions.keys()) if (!this.#ids.has(id)) this.decisions.gone++;
    for (const { compared } of answers) {
      this.decisions[compared.kind]++;
      if (compared.kind === "agree" || compared.kind === "differ") this.decisions.compared++;
      if (compared.kind === "notComparable") count(this.notComparable.decisions, compared.why);
      if (compared.kind === "differ") {
        const { policy, kind, on, entra, ours } = compared.difference;
        const key = [policy, kind, on, entra, ours].join(" ");
        const said = addTo(this.#differences, key, signIn, () => ({ ...compared.difference, people: new Set() }));
        addSome(said?.people, signIn.who.id);
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
    const by = cameInBy(who, answers, this.#waysIn, this.#isDeclared);
    count(this.#cameInBy, by.kind);
    const cameIn = addTo(this.#cameIn, `${who.id} ${JSON.stringify(by)}`, signIn, () => ({
      ...{ by, clients: new Set(), applications: new Set(), from: new Set() },
    }));
    const { clientApp, network } = circumstances;
    addSome(cameIn?.clients, clientApp?.kind === "whole" ? clientApp.value : undefined);
    addSome(cameIn?.applications, application.name ?? application.id);
    addSome(cameIn?.from, network?.kind === "part" ? placeOf(network.part) : undefined);
  }

  /** Whether the sign-in satisfied a policy that can't be satisfied without MFA. Nothing else in a record shows that MFA was done. */
  #metMfa(signIn: RecordedSignIn): boolean {
    return this.#judge.stopping.some(
      (policy) => !isNewer(policy, signIn.time, this.tenant) && decisionAbout(policy, signIn)?.satisfied === true,
    );
  }
}

function count<Key extends string>(counts: Counts<Key>, key: Key): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** Counts a sign-in in its group. @returns the group's finding; `undefined` beyond the limit of groups */
function addTo<Said>(groups: Map<string, Group<Said>>, key: string, signIn: RecordedSignIn, say: () => Said) {
  const { time } = signIn;
  let group = groups.get(key);
  if (group === undefined) {
    if (groups.size >= MOST_GROUPS) return undefined;
    // Decisions about policies would take most of the memory.
    const example = { ...signIn, decisions: undefined };
    group = { said: say(), example, count: 0, first: time, last: time };
    groups.set(key, group);
  }
  group.count++;
  group.first = Math.min(group.first, time);
  group.last = Math.max(group.last, time);
  return group.said;
}

function addSome<Value>(values: Set<Value> | undefined, value: Value | undefined): void {
  if (value !== undefined && values !== undefined && values.size < MOST_VALUES) values.add(value);
}

/** Groups of the same size stay in the order of the log. */
const largestFirst = <Said>(groups: ReadonlyMap<string, Group<Said>>): readonly Group<Said>[] =>
  [...groups.values()].sort((one, other) => other.count - one.count);

/** `203.0.113.7 (FI)`, or the part of it that is known. */
function placeOf({ address, countryByAddress: country }: Partial<Network>): string | undefined {
  const code = country?.kind === "code" ? country.code : undefined;
  if (address === undefined) return code;
  return code === undefined ? formatAddress(address) : `${formatAddress(address)} (${code})`;
}

/** What every export of a sign-in has in common: the time to the second, and decisions in any order. */
function contentOf({ id, who, time, application, circumstances, gotToken, mfa, decisions }: RecordedSignIn): string {
  const { clientApp, platform, network } = circumstances;
  const decided = Array.from(
    decisions ?? [],
    ([policy, { applied, state, satisfied }]) => `${policy} ${applied} ${state} ${satisfied}`,
  );
  return [
    ...[id.toLowerCase(), who.kind, who.id, Math.floor(time / 1_000), application.id, gotToken, mfa],
    ...[
      keyOf(clientApp),
      keyOf(platform),
      network?.kind === "part" && placeOf(network.part),
      decisions === undefined,
      ...decided.sort(),
    ],
  ].join(" ");
}

/** The replay of logs, with everything that its reports say. */
export interface Replayed {
  /** The logs by their names; `live` is the tenant's own log. */
  readonly logs: readonly string[];
  readonly tenantFile: string;
  readonly verdict: Verdict;
  readonly replay: Replay;
  /** Whether people are named, not only listed by id. */
  readonly withNames: boolean;
  /** The options of `azmfa explain` for what is known about a sign-in. */
  readonly asOptions: (signIn: PartialSignIn, withNames: boolean) => readonly (readonly [string, string])[];
  readonly elapsedMs: number;
}
