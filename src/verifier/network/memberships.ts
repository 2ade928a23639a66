/** A combination of sets. Two are the same object exactly when they hold the same sets. */
export interface Membership {
  /** Indexes of the sets, ascending. */
  readonly members: readonly number[];
  /** The memberships one step away that have been asked for, by the set that is entered or left. */
  readonly neighbours: Map<number, Membership>;
}

/** Hands out memberships: `none` to start from, `toggle` to enter or leave one set. A step taken before is one look-up. */
export class Memberships {
  readonly none: Membership = { members: [], neighbours: new Map() };
  readonly #known = new Map<string, Membership>([["", this.none]]);

  toggle(from: Membership, set: number): Membership {
    const known = from.neighbours.get(set);
    if (known !== undefined) return known;
    const to = this.#intern(toggled(from.members, set));
    from.neighbours.set(set, to);
    return to;
  }

  #intern(members: readonly number[]): Membership {
    const key = members.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const membership = { members, neighbours: new Map<number, Membership>() };
    this.#known.set(key, membership);
    return membership;
  }
}

function toggled(members: readonly number[], set: number): readonly number[] {
  const at = members.findIndex((member) => member >= set);
  if (at < 0) return [...members, set];
  return members[at] === set ? members.toSpliced(at, 1) : members.toSpliced(at, 0, set);
}
