/** A combination of sets. Two are the same object exactly when they hold the same sets. */
export interface Membership {
  /** Indexes of the sets, ascending. */
  readonly members: readonly number[];
}

interface Known extends Membership {
  readonly hash: number;
  /** The memberships one step away that have been asked for, by the set that is entered or left. */
  neighbours: Map<number, Known> | undefined;
}

/** Makes memberships, each once. There may be a million, so a step that was taken before is a single look-up. */
export class Memberships {
  readonly #none: Known = { members: [], hash: 0, neighbours: undefined };
  readonly #known = new Map<number, Known | Known[]>([[0, this.#none]]);

  /** In none of the sets. */
  get none(): Membership {
    return this.#none;
  }

  /** The same membership with the set added, or removed if it was there. */
  toggle(from: Membership, set: number): Membership {
    const start = from as Known;
    const known = start.neighbours?.get(set);
    if (known !== undefined) return known;
    const to = this.#intern(toggled(start.members, set), start.hash ^ scattered(set));
    start.neighbours ??= new Map();
    start.neighbours.set(set, to);
    return to;
  }

  #intern(members: readonly number[], hash: number): Known {
    const alike = this.#known.get(hash);
    const candidates = alike === undefined ? [] : Array.isArray(alike) ? alike : [alike];
    const known = candidates.find((one) => isSame(one.members, members));
    if (known !== undefined) return known;
    const membership: Known = { members, hash, neighbours: undefined };
    this.#known.set(hash, alike === undefined ? membership : [...candidates, membership]);
    return membership;
  }
}

/** A hash of one set. That of a membership is the exclusive or of its sets', which rarely is the same for two of them. */
function scattered(set: number): number {
  let bits = Math.imul(set + 1, 0x9e37_79b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return (bits ^ (bits >>> 16)) & 0x3fff_ffff;
}

const isSame = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((set, index) => set === other[index]);

function toggled(members: readonly number[], set: number): readonly number[] {
  const at = members.findIndex((member) => member >= set);
  if (at < 0) return [...members, set];
  return members[at] === set ? members.toSpliced(at, 1) : members.toSpliced(at, 0, set);
}
