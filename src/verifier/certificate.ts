import { enumeration } from "../law/json/text-list";
import type { Policy } from "../law/model/policy";
import type { RegisterEntry } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { type Box, boxed, type Printed, printed, refutation } from "./boxes";
import type { NumberedFact } from "./devices/facts";
import type { Encoding } from "./encoding/encoding";
import type { Core } from "./questions/questions";
import { type Formula, isNegative, type Literal, negate, negation, positive, variableOf } from "./solver/formula";

/** What a certificate is bound to. */
export interface Bound {
  /** The tenant file's bytes. */
  readonly bytes: Uint8Array;
  /** The hex digits of the SHA-256 of bytes, or of a text in UTF-8. */
  readonly sha256: (bytes: Uint8Array | string) => string;
  readonly on: string;
  readonly exempt: readonly RegisterEntry[];
  readonly assumed: readonly string[];
}

/**
 * The evidence of a proof as text, for a program that shares nothing with this one: per core the boxes of sign-ins that its policies
 * stop, and the steps by which they leave nothing. The page docs/certificate.md says what each part means.
 * @returns undefined where a proof rests on something that the format has no words for
 */
export function certificateOf(encoding: Encoding, cores: Iterable<Core>, bound: Bound): string | undefined {
  const words = new Words(encoding);
  const tenant = encoding.sides[0]?.tenant;
  if (tenant?.policies.some(({ written }) => hasOddWord(JSON.parse(written.in(""))))) return undefined;
  const evidence = Array.from(cores, (core) => evidenceOf(core, words, tenant));
  if (!evidence.every((one) => one !== undefined)) return undefined;
  const distinct = new Map(evidence.map((one) => [JSON.stringify(one), one]));
  const certificate = {
    format: "azmfa certificate 1",
    tenant: bound.sha256(bound.bytes),
    on: bound.on,
    exempt: bound.exempt.map(({ principal }) =>
      principal.kind === "user"
        ? { user: principal.id }
        : { group: principal.id, ...(principal.members === undefined ? {} : { members: [...principal.members] }) },
    ),
    assumed: bound.assumed,
    cores: [...distinct.values()],
    digest: "",
  };
  const digest = bound.sha256(textOf(certificate));
  return textOf({ ...certificate, digest });
}

const textOf = (certificate: object): string => `${JSON.stringify(certificate, null, 1)}\n`;

interface Evidence {
  readonly stops: readonly { readonly policy: string; readonly box: Printed }[];
  readonly steps: readonly Printed[];
}

function evidenceOf(core: Core, words: Words, tenant: Tenant | undefined): Evidence | undefined {
  if (core.some(({ policy }) => hasOddRule(policy.policy))) return undefined;
  const stops = core.flatMap(({ policy, stopping }) =>
    (words.boxesOf(stopping) ?? []).map((box) => ({ policy: nameOf(policy.policy, tenant), box })),
  );
  const boxes = stops.map(({ box }) => box);
  const steps = refutation(boxes, words.rules, words.valuesOf);
  return steps && { stops: stops.map(({ policy, box }) => ({ policy, box: printed(box) })), steps: steps.map(printed) };
}

/** Graph's words outside of lists of users, applications and locations, by their lower case. */
const { words: GRAPHS_WORDS } = enumeration<string>("word", [
  ...["all", "none", "enabled", "include", "exclude", "enumerated", "AND", "OR", "block", "mfa", "passwordChange"],
  ...["compliantDevice", "domainJoinedDevice", "approvedApplication", "compliantApplication"],
]);
const NOT_OF_THESE = /^(displayName|description|rule|id|\w+(Users|Applications|Locations))$/;

/** Whether JSON has one of the words in other letters: whoever checks a certificate doesn't take it for the word. */
function hasOddWord(json: unknown, within = ""): boolean {
  const isOdd = (word: string): boolean => (GRAPHS_WORDS.get(word.toLowerCase()) ?? word) !== word;
  if (typeof json === "string") return !NOT_OF_THESE.test(within) && json.split(",").some((word) => isOdd(word.trim()));
  if (typeof json !== "object" || json === null) return false;
  return Object.entries(json).some(([key, value]) => hasOddWord(value, Array.isArray(json) ? within : key));
}

/** Whether its device rule has escapes, or letters that aren't compared by lower case alone: a certificate has no words for these. */
const hasOddRule = ({ conditions: { device }, written }: Policy): boolean =>
  device.kind === "filter" && !PLAIN.test(String(JSON.parse(written.in("conditions.devices.deviceFilter.rule"))));

const PLAIN = /^[ \t\r\n!-&(-[\]-_a-~]*$/;

/** The policy's id; where it has none, or another one has it, its place in the file. */
function nameOf(policy: Policy, tenant: Tenant | undefined): string {
  const alike = tenant?.policies.filter(({ id }) => id === policy.id) ?? [];
  const isWritten = policy.written.in("id") === JSON.stringify(policy.id);
  return isWritten && alike.length === 1 ? policy.id : `#${tenant?.policies.indexOf(policy)}`;
}

/** Formulas in the words of a certificate. */
class Words {
  readonly #encoding: Encoding;
  readonly #meaning = new Map<Literal, { readonly aspect: string; readonly values: ReadonlySet<string> }>();
  readonly #always: ReadonlySet<Literal>;
  readonly #values = new Map<string, ReadonlySet<string>>();

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
    const { vocabulary, unknowns } = encoding;
    this.#always = new Set([vocabulary.logic.true, ...vocabulary.shownByAnybody()]);
    for (const { literal, aspect, values } of vocabulary.meanings()) {
      this.#meaning.set(literal, { aspect, values: new Set(values) });
      this.#values.set(aspect, new Set([...(this.#values.get(aspect) ?? []), ...values]));
    }
    for (const { kind, id, key, is, isNot } of unknowns.all) {
      if (kind !== "group" && kind !== "role" && kind !== "location") continue;
      const inPart = IN_PART.exec(key)?.[1]; // of a role in part the certificate says who holds it, by whichever assignment
      const aspect = inPart ?? `${kind === "location" ? "place" : kind} ${id}`;
      this.#meaning.set(is, { aspect, values: YES }).set(isNot, { aspect, values: NO });
    }
    for (const facts of vocabulary.facts.byAttribute().values())
      for (const fact of facts) {
        const isNull = fact.fact.kind === "isNull";
        this.#meaning.set(positive(fact.variable), { aspect: aspectOf(fact), values: isNull ? NO : YES });
      }
  }

  /** The values that a variable can have. */
  readonly valuesOf = (aspect: string): ReadonlySet<string> =>
    BOTH_WAYS.test(aspect) ? EITHER : (this.#values.get(aspect) ?? EITHER);

  /** What goes together whatever policies say: boxes in which there is no sign-in. */
  get rules(): readonly Box[] {
    const { vocabulary } = this.#encoding;
    const { facts } = vocabulary;
    const byAttribute = [...facts.byAttribute()];
    const byCode = byAttribute.map(([attribute]): Box => {
      const device = `device.${attribute.toLowerCase()}`;
      return new Map([["flow", new Set(["deviceCodeFlow"])] as const, [device, YES] as const]);
    });
    const impliedBy = (fact: NumberedFact, literal: Literal): readonly Box[] =>
      facts.implied(fact, literal).flatMap((other) => boxed(this.#boxOf(literal), this.#boxOf(negate(other))) ?? []);
    const implied = byAttribute
      .flatMap(([, some]) => some)
      .flatMap((fact) =>
        [positive(fact.variable), negate(positive(fact.variable))].flatMap((one) => impliedBy(fact, one)),
      );
    const pairs = vocabulary
      .notTogether()
      .map((pair): Box => new Map(pair.map((method) => [`factor ${method.toLowerCase()}`, YES])));
    return [...byCode, ...implied, ...pairs];
  }

  /** Boxes that together are the formula; undefined where that takes too many. What there are no words for is in none. */
  boxesOf(formula: Formula): readonly Box[] | undefined {
    switch (formula.kind) {
      case "literal":
        return this.#boxesOfLiteral(formula.literal);
      case "any":
        return together(formula.parts.flatMap((part) => this.boxesOf(part) ?? []));
      case "all": {
        let boxes: readonly Box[] = [new Map()];
        for (const part of formula.parts) {
          const others = this.boxesOf(part);
          if (others === undefined || boxes.length * others.length > MOST_BOXES) return undefined;
          boxes = boxes.flatMap((one) => others.flatMap((other) => boxed(one, other) ?? []));
        }
        return together(boxes);
      }
    }
  }

  #boxesOfLiteral(literal: Literal): readonly Box[] | undefined {
    if (this.#always.has(literal)) return [new Map()];
    if (this.#always.has(negate(literal))) return [];
    const plain = positive(variableOf(literal));
    const definition = this.#encoding.vocabulary.logic.definitionOf(plain);
    if (definition !== undefined) return this.boxesOf(isNegative(literal) ? negation(definition) : definition);
    const box = this.#boxOf(literal);
    return box === undefined ? [] : [box];
  }

  #boxOf(literal: Literal): Box | undefined {
    const meaning = this.#meaning.get(literal);
    if (meaning !== undefined) return new Map([[meaning.aspect, meaning.values]]);
    const opposite = this.#meaning.get(negate(literal));
    if (opposite === undefined) return undefined;
    const { aspect, values } = opposite;
    return new Map([[aspect, new Set([...this.valuesOf(aspect)].filter((value) => !values.has(value)))]]);
  }
}

/** More boxes than these of one policy aren't written. */
const MOST_BOXES = 2_000;
const YES: ReadonlySet<string> = new Set(["yes"]);
const NO: ReadonlySet<string> = new Set(["no"]);
const EITHER: ReadonlySet<string> = new Set(["no", "yes"]);
const BOTH_WAYS = /^(factor|group|role|place|device\.|trusted elsewhere)/;

/** Boxes that differ in the values of one variable only are one box. */
function together(boxes: readonly Box[]): readonly Box[] {
  const [aspect, ...others] = new Set(boxes.flatMap((box) => [...box.keys()]));
  if (aspect === undefined || others.length > 0 || boxes.some((box) => box.size === 0)) return boxes;
  return [new Map([[aspect, new Set(boxes.flatMap((box) => [...(box.get(aspect) ?? [])]))]])];
}

const IN_PART = /^(role \S+) in part/;

const OPERATORS = {
  equals: "eq",
  startsWith: "startswith",
  endsWith: "endswith",
  contains: "contains",
  hasElement: "contains",
};

function aspectOf({ attribute, fact }: NumberedFact): string {
  const name = `device.${attribute.toLowerCase()}`;
  if (fact.kind === "isNull") return name;
  if (fact.kind === "isTrue") return `${name} -eq "true"`;
  return `${name} -${OPERATORS[fact.kind]} "${fact.folded}"`;
}
