/** Sign-ins of which the same can be said. */
export interface Group<Said> {
  readonly said: Said;
  count: number;
  /** In milliseconds since 1970. */
  first: number;
  last: number;
}

/** Groups sign-ins by what is said of them. Beyond so many groups, sign-ins of others are only counted. */
export class Groups<Said> {
  readonly #groups = new Map<string, Group<Said>>();
  readonly #most: number;
  /** Sign-ins in all groups, and beyond those that are kept. */
  total = 0;
  /** Sign-ins beyond the groups that are kept. */
  beyond = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(key: string, time: number, say: () => Said): void {
    this.total++;
    const known = this.#groups.get(key);
    if (known !== undefined) {
      known.count++;
      known.first = Math.min(known.first, time);
      known.last = Math.max(known.last, time);
    } else if (this.#groups.size < this.#most)
      this.#groups.set(key, { said: say(), count: 1, first: time, last: time });
    else this.beyond++;
  }

  /** The largest first; of the same size in the order in which they were met. */
  get all(): readonly Group<Said>[] {
    return [...this.#groups.values()].sort((one, other) => other.count - one.count);
  }
}

/** How often each of something was met. */
export class Counts<Key extends string> {
  readonly #counts = new Map<Key, number>();

  add(key: Key): void {
    this.#counts.set(key, this.of(key) + 1);
  }

  of(key: Key): number {
    return this.#counts.get(key) ?? 0;
  }

  /** The most frequent first. */
  get all(): readonly (readonly [Key, number])[] {
    return [...this.#counts].sort(([, one], [, other]) => other - one);
  }
}
