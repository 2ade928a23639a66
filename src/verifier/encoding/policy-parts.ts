import { names } from "../../law/applications";
import {
  CONDITIONS,
  DIMENSIONS,
  isListed,
  meetsCondition,
  notUnderstoodInCondition,
  valuesOf,
} from "../../law/conditions";
import { applyingTruth } from "../../law/conditions/devices";
import type { Reason } from "../../law/evaluate";
import {
  isBlockAlternative,
  isEnforced,
  isKnownMethod,
  satisfiedWhatever,
  singleFactorCombinations,
} from "../../law/grant";
import type { Dimension, ListedDimension, LocationList } from "../../law/model/dimensions";
import type { LocationId } from "../../law/model/ids";
import type { Control, Policy, Strength } from "../../law/model/policy";
import type { NamedLocation, Tenant } from "../../law/model/tenant";
import type { NotUnderstood, Truth, WrittenJson } from "../../law/model/truth";
import { formulaOf } from "../devices/demand";
import { any } from "../solver/formula";
import { CERTAIN, everyOf, IMPOSSIBLE, opposite, type Pair, pairIf, pairOf, someOf } from "./logic";
import type { Unknowns } from "./unknowns";
import { FILTER, filterKey, strengthIdIn, strengthKey } from "./unknowns";
import type { Vocabulary } from "./vocabulary";

/** Words as long as this are told whole in what is said of them. */
const TOLD_WHOLE = 150;

/** Objects of which nothing is known where a key in them isn't: the key may change what all of it means. */
const WITHIN = /^(grantControls|conditions\.users\.\w+GuestsOrExternalUsers)\./;

/**
 * What tells content that isn't understood from other content: its field, and what is said of a word that is told whole, or else how
 * it is written. The same in what is included and in what is excluded may mean two things: taken for one, it could hide what opens.
 */
export function contentKey({ field, why }: NotUnderstood, written: WrittenJson): string {
  const around = WITHIN.exec(field)?.[1];
  if (around !== undefined && why.startsWith("a key that isn't known")) return `${around}: ${written.in(around)}`;
  const isTold = why.includes(" is not a known ") && why.length < TOLD_WHOLE;
  return `${field}: ${isTold ? why : written.in(field)}`;
}

/** A clause of the law about one policy, whom it is about apart. */
export interface Part {
  readonly reason: Reason;
  readonly met: Pair;
}

/** What the parts of a policy are said in. */
export interface Language {
  readonly vocabulary: Vocabulary;
  readonly unknowns: Unknowns;
  /** Whether what the documents leave a choice about is open; otherwise it is read in the way that is safe. */
  readonly areReadingsOpen: boolean;
}

/** One policy of one tenant, to be said. */
export class PolicyParts {
  readonly #policy: Policy;
  readonly #number: number;
  readonly #tenant: Pick<Tenant, "locations" | "emptied">;
  readonly #language: Language;

  constructor(policy: Policy, number: number, tenant: Pick<Tenant, "locations" | "emptied">, language: Language) {
    this.#policy = policy;
    this.#number = number;
    this.#tenant = tenant;
    this.#language = language;
  }

  /** In the order of the law; `undefined` stands for whom the policy is about. */
  parts(): readonly (Part | undefined)[] {
    const { notUnderstood, enforcement } = this.#policy;
    return [
      { reason: "state", met: this.#ofTruth(isEnforced(this.#policy), itself(enforcement)) },
      { reason: "grant", met: opposite(this.#satisfied()) },
      undefined,
      { reason: "applications", met: this.#targeted() },
      ...DIMENSIONS.map((dimension) => ({ reason: CONDITIONS[dimension].reason, met: this.#condition(dimension) })),
      { reason: "unsupported", met: everyOf(notUnderstood.map((note) => this.content([note]))) },
    ];
  }

  /** Content that isn't understood, as one unknown thing. */
  content(notes: readonly NotUnderstood[], field = notes[0]?.field ?? ""): Pair {
    const key = notes
      .map((note) => contentKey(note, this.#policy.written))
      .sort()
      .join("; ");
    return this.#open(key, field, true);
  }

  /** What a document leaves open, or what would take more than the file to say. */
  reading(reading: string, field: string): Pair {
    return this.#language.unknowns.pair(
      `reading ${reading}`,
      { kind: "content", id: field, isContent: true, policy: this.#policy.id, reading },
      this.#number,
    );
  }

  #open(key: string, field: string, isContent: boolean): Pair {
    const about = { kind: "content", id: field, isContent, policy: this.#policy.id } as const;
    return this.#language.unknowns.pair(`content ${key}`, about, this.#number);
  }

  #ofTruth(truth: Truth, notes: readonly NotUnderstood[]): Pair {
    return truth === "unclear" ? this.content(notes) : pairIf(truth === "yes");
  }

  /** A filter by attributes that nobody knows includes what it may, or excludes what it may. */
  #targeted(): Pair {
    const { include, exclude, filter, otherTarget } = this.#policy.applications;
    if (otherTarget) return IMPOSSIBLE;
    const isByFilter = (clause: "include" | "exclude"): Pair =>
      filter === clause
        ? this.#byFilter(false)
        : typeof filter === "object" && (names(include) === "yes") === (clause === "exclude")
          ? this.#byFilter(true)
          : IMPOSSIBLE;
    return everyOf([
      someOf([this.#ofTruth(names(include), include.notUnderstood), isByFilter("include")]),
      opposite(someOf([this.#ofTruth(names(exclude), exclude.notUnderstood), isByFilter("exclude")])),
    ]);
  }

  #byFilter(isContent: boolean): Pair {
    const about = { kind: "content", id: FILTER, isContent, policy: this.#policy.id } as const;
    return this.#language.unknowns.pair(filterKey(this.#policy), about, this.#number);
  }

  #satisfied(): Pair {
    const { grant, written } = this.#policy;
    if (grant.kind === "sessionOnly" || grant.controls.length === 0) return CERTAIN;
    const all = everyOf(grant.controls.map((control) => this.#controlSatisfied(control)));
    switch (grant.operator.kind) {
      case "all":
        return all;
      case "any":
        if (!isBlockAlternative(grant)) return someOf(grant.controls.map((control) => this.#controlSatisfied(control)));
        return this.#language.areReadingsOpen
          ? opposite(this.reading("a block among alternatives blocks", "grantControls.operator"))
          : CERTAIN;
      case "notUnderstood":
        return someOf([all, this.#open(`grant ${written.in("grantControls")}`, grant.operator.field, true)]);
    }
  }

  #controlSatisfied(control: Control): Pair {
    switch (control.kind) {
      case "mfa":
      case "block":
        return IMPOSSIBLE;
      case "notMfa":
        return pairOf(this.#language.vocabulary.shows(control.name));
      case "notUnderstood":
        return opposite(this.content([control]));
      case "strength":
        return this.#strengthSatisfied(control.strength);
    }
  }

  #strengthSatisfied(strength: Strength): Pair {
    if (strength.kind === "builtIn") return IMPOSSIBLE;
    if (strength.kind === "notKnown") {
      const id = strengthIdIn(this.#policy);
      const about = { kind: "strength", id, isContent: false } as const;
      return opposite(this.#language.unknowns.pair(strengthKey(this.#policy), about, this.#number));
    }
    const key = `strength ${strength.requirement} ${strength.combinations
      .map((one) => [...one].sort().join())
      .sort()
      .join(" ")}`;
    const perhaps = (): Pair => this.#open(key, strength.field, true);
    return someOf([
      ...satisfiedWhatever(strength).map((truth) => (truth === "yes" ? CERTAIN : opposite(perhaps()))),
      ...singleFactorCombinations(strength).map((combination) => {
        const known = combination.filter(isKnownMethod);
        const shown = known.map((method) => pairOf(this.#language.vocabulary.shows(method)));
        return everyOf(known.length < combination.length ? [...shown, opposite(perhaps())] : shown);
      }),
    ]);
  }

  #condition(dimension: Dimension): Pair {
    const { conditions } = this.#policy;
    if (conditions[dimension].kind === "any") return CERTAIN;
    if (dimension === "network") return this.#network();
    if (dimension === "device") return this.#device();
    if (isListed(dimension)) return this.#listed(dimension);
    throw new Error(`there is no way to say a condition on ${dimension}`);
  }

  #listed<D extends ListedDimension>(dimension: D): Pair {
    const { conditions } = this.#policy;
    const condition = conditions[dimension];
    const emptyList = EMPTY_LISTS[dimension];
    const saysNothing = condition.kind === "only" && condition.values.size + condition.notUnderstood.length === 0;
    if (this.#language.areReadingsOpen && saysNothing && emptyList !== undefined)
      return this.reading(emptyList.reading, emptyList.field);
    const values = valuesOf(dimension);
    const truths = values.map((value) => meetsCondition(dimension, conditions, value, { locations: undefined }));
    const among = (truth: Truth): Pair => {
      const { vocabulary } = this.#language;
      const some = [...values.keys()].filter((number) => truths[number] === truth);
      if (some.length === values.length) return CERTAIN;
      return pairOf(
        vocabulary.logic.equal(
          any(some.map((number) => ({ kind: "literal", literal: vocabulary.value(dimension, number) }))),
        ),
      );
    };
    return truths.includes("unclear")
      ? someOf([among("yes"), everyOf([among("unclear"), this.#conditionContent(dimension)])])
      : among("yes");
  }

  #conditionContent(dimension: Dimension): Pair {
    const notes = notUnderstoodInCondition(dimension, this.#policy.conditions);
    const isOneField = new Set(notes.map(({ field }) => field)).size === 1;
    const whole = { field: `conditions.${CONDITIONS[dimension].graph.key}`, why: "" };
    return this.content(isOneField ? notes : [whole], notes[0]?.field);
  }

  #device(): Pair {
    const { device } = this.#policy.conditions;
    if (device.kind === "any") return CERTAIN;
    if (device.kind === "notUnderstood") return this.content([{ field: "conditions.devices", why: "" }], device.field);
    const { logic, facts } = this.#language.vocabulary;
    const demand = { rule: device.rule, among: [applyingTruth(device.mode)] };
    return pairOf(logic.equal(formulaOf(demand, facts)));
  }

  #network(): Pair {
    const { network } = this.#policy.conditions;
    if (network.kind === "any") return CERTAIN;
    return everyOf([this.#inOneOf(network.include), opposite(this.#inOneOf(network.exclude))]);
  }

  #inOneOf({ all, allTrusted, ids }: LocationList): Pair {
    if (all) return CERTAIN;
    const trusted = allTrusted
      ? [...(this.#tenant.locations?.values() ?? [])].filter((location) => location.trusted)
      : [];
    return someOf([
      ...(allTrusted ? [pairOf(this.#language.vocabulary.places.trustedElsewhere)] : []),
      ...trusted.map((location) => this.#inLocation(location)),
      ...Array.from(ids, (id) => {
        const location = this.#tenant.locations?.get(id);
        return location === undefined ? this.#inUnread(id, id, false) : this.#inLocation(location);
      }),
    ]);
  }

  #inLocation({ id, extent, written }: NamedLocation): Pair {
    const { places, logic } = this.#language.vocabulary;
    switch (extent.kind) {
      case "notKnown":
        return this.#inUnread(id, id, false);
      case "notUnderstood":
        return this.#inUnread(id, `${id}~${written.in("")}`, true);
      case "countries":
        return pairOf(logic.equal(places.inCountries(extent)));
      case "ranges": {
        const certain = pairOf(logic.equal(places.inRanges(extent.ranges)));
        if (extent.notUnderstood.length === 0 && extent.mayHold === undefined) return certain;
        const unread = this.#inUnread(id, `${id}~${written.in("")}`, true);
        const where =
          extent.notUnderstood.length > 0 ? CERTAIN : pairOf(logic.equal(places.inRanges(extent.mayHold ?? [])));
        return someOf([certain, everyOf([where, unread])]);
      }
    }
  }

  /** Places that can't be read: one set, the same wherever it is named. */
  #inUnread(id: LocationId, key: string, isContent: boolean): Pair {
    if (!isContent && typeof this.#tenant.emptied === "object" && this.#tenant.emptied.has(id)) return IMPOSSIBLE;
    return this.#language.unknowns.pair(`location ${key}`, { kind: "location", id, isContent }, this.#number);
  }
}

const EMPTY_LISTS: { readonly [D in ListedDimension]?: { readonly reading: string; readonly field: string } } = {
  authenticationFlow: {
    reading: "no flow but none is any flow",
    field: "conditions.authenticationFlows.transferMethods",
  },
  clientApp: { reading: "no client app is any", field: "conditions.clientAppTypes" },
};

const itself = (part: Policy["enforcement"]): readonly NotUnderstood[] => (part.kind === "notUnderstood" ? [part] : []);

/** The locations that policies ask about. */
export const locationsAskedAbout = (policies: readonly Policy[], { locations }: Pick<Tenant, "locations">) =>
  [...(locations?.values() ?? [])].filter(({ id, trusted }) =>
    policies.some(({ conditions: { network } }) =>
      network.kind === "any"
        ? false
        : [network.include, network.exclude].some((list) => list.ids.has(id) || (list.allTrusted && trusted)),
    ),
  );

/** Methods that the strengths of policies allow as a single factor. */
export const factorsIn = (policies: readonly Policy[]): ReadonlySet<string> =>
  new Set(
    policies.flatMap(({ grant }) =>
      grant.kind === "sessionOnly"
        ? []
        : grant.controls.flatMap((control) =>
            control.kind === "strength" && control.strength.kind === "listed"
              ? singleFactorCombinations(control.strength).flat().filter(isKnownMethod)
              : [],
          ),
    ),
  );
