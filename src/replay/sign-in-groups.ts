import { formatAddress } from "../law/addresses/address";
import type { DecidedSignIn } from "../law/model/decided-sign-in";
import type { UserId } from "../law/model/ids";
import { present } from "../text/present";

/** Sign-ins with the same finding. */
export interface SignInGroup<Finding> {
  readonly finding: Finding;
  /** The first of them. */
  readonly example: DecidedSignIn;
  count: number;
  /** In milliseconds since 1970. */
  first: number;
  last: number;
  readonly people: Set<UserId>;
  /** With which application, and from where: `Azure Portal from 203.0.113.7 (FI)`. */
  readonly how: Set<string>;
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

/** Sign-ins, grouped by what they show. */
export class SignInGroups<Finding extends { readonly kind: string }> {
  readonly #order: readonly Finding["kind"][];
  readonly #groups = new Map<string, SignInGroup<Finding>>();

  /** @param order the kinds of findings, the worst first */
  constructor(...order: readonly Finding["kind"][]) {
    this.#order = order;
  }

  /** Adds a sign-in to the group with this finding. @param about what else the sign-ins of a group have in common */
  add(finding: Finding, signIn: DecidedSignIn, about = ""): void {
    const { time, who } = signIn;
    const key = `${about} ${JSON.stringify(finding)}`;
    const group = this.#groups.get(key);
    if (group !== undefined) {
      group.count++;
      group.first = Math.min(group.first, time);
      group.last = Math.max(group.last, time);
      group.people.add(who.id);
      group.how.add(howOf(signIn));
    } else {
      // Decisions about policies would take most of the memory.
      const example = { ...signIn, decisions: undefined };
      const [people, how] = [new Set([who.id]), new Set([howOf(signIn)])];
      this.#groups.set(key, { finding, example, count: 1, first: time, last: time, people, how });
    }
  }

  /** The worst kind first, and of each kind the largest group. */
  get all(): readonly SignInGroup<Finding>[] {
    const rank = ({ finding }: SignInGroup<Finding>) => this.#order.indexOf(finding.kind);
    return [...this.#groups.values()].sort((one, other) => rank(one) - rank(other) || other.count - one.count);
  }

  /** How many sign-ins have a finding of these kinds. */
  countOf(kinds: readonly Finding["kind"][]): number {
    return this.all.reduce((sum, { finding, count }) => sum + (kinds.includes(finding.kind) ? count : 0), 0);
  }
}

function howOf({ application, circumstances: { network } }: DecidedSignIn): string {
  const { address, countryByAddress: country } = network?.kind === "part" ? network.part : {};
  return present([
    application.name ?? application.id ?? "an unknown application",
    address && `from ${formatAddress(address)}`,
    country?.kind === "code" && `(${country.code})`,
  ]).join(" ");
}
