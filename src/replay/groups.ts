import { formatAddress } from "../law/addresses/address";
import type { DecidedSignIn } from "../law/model/decided-sign-in";
import type { ClientApp, Network } from "../law/model/dimensions";
import type { UserId } from "../law/model/ids";

/** Sign-ins with the same finding. A log can have any size, so a group keeps only some of the values. */
export interface Group<Finding> {
  readonly finding: Finding;
  /** The first of them. */
  readonly example: DecidedSignIn;
  count: number;
  /** In milliseconds since 1970. */
  first: number;
  last: number;
  /** The ids of the first three. */
  readonly ids: Set<string>;
  readonly people: Set<UserId>;
  readonly clients: Set<ClientApp>;
  /** By name, or by id if the record has no name. */
  readonly applications: Set<string>;
  /** Address and country. */
  readonly from: Set<string>;
}

/** How often each occurred, if it did. */
export type Counts<Key extends string> = { [K in Key]?: number };

/** Counts one more. */
export function count<Key extends string>(counts: Counts<Key>, key: Key): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** How many there are together. */
export const totalOf = (counts: Counts<string>): number =>
  Object.values(counts).reduce<number>((sum, count = 0) => sum + count, 0);

/** How many groups there are at most, how many values of one sort a group keeps, and how many ids. */
export const MOST = { groups: 10_000, values: 1_000, ids: 3 };

/** Sign-ins, grouped by what they show. Beyond a limit there are no new groups. */
export class Groups<Finding extends { readonly kind: string }> {
  /** How many sign-ins have each kind of finding, also beyond the limit. */
  readonly totals: Counts<Finding["kind"]> = {};
  readonly #groups = new Map<string, Group<Finding>>();

  /** Adds a sign-in to the group with this finding. @param about what else the sign-ins of a group have in common */
  add(finding: Finding, signIn: DecidedSignIn, about = ""): void {
    count<Finding["kind"]>(this.totals, finding.kind);
    const { time, who, application, circumstances } = signIn;
    const { clientApp, network } = circumstances;
    const key = `${about} ${JSON.stringify(finding)}`;
    const group = this.#groups.get(key) ?? newGroup(finding, signIn);
    if (group.count === 0 && this.#groups.size >= MOST.groups) return;
    this.#groups.set(key, group);
    group.count++;
    group.first = Math.min(group.first, time);
    group.last = Math.max(group.last, time);
    addTo(group.ids, signIn.id, MOST.ids);
    addTo(group.people, who.id);
    addTo(group.clients, clientApp?.kind === "whole" ? clientApp.value : undefined);
    addTo(group.applications, application.name ?? application.id);
    addTo(group.from, network?.kind === "part" ? placeOf(network.part) : undefined);
  }

  /** The largest group first. Groups of the same size stay in the order of the sign-ins. */
  get all(): readonly Group<Finding>[] {
    return [...this.#groups.values()].sort((one, other) => other.count - one.count);
  }
}

const newGroup = <Finding>(finding: Finding, signIn: DecidedSignIn): Group<Finding> => ({
  finding,
  // Decisions about policies would take most of the memory.
  example: { ...signIn, decisions: undefined },
  count: 0,
  first: signIn.time,
  last: signIn.time,
  ids: new Set(),
  people: new Set(),
  clients: new Set(),
  applications: new Set(),
  from: new Set(),
});

function addTo<Value>(values: Set<Value>, value: Value | undefined, most = MOST.values): void {
  if (value !== undefined && values.size < most) values.add(value);
}

/** `203.0.113.7 (FI)`, or the part of it that is known. */
function placeOf({ address, countryByAddress: country }: Partial<Network>): string | undefined {
  const code = country?.kind === "code" ? country.code : undefined;
  if (address === undefined) return code;
  return code === undefined ? formatAddress(address) : `${formatAddress(address)} (${code})`;
}
