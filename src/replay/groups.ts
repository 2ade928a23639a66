import type { RecordedSignIn } from "../law/model/recorded-sign-in";

/** Sign-ins of which the same is said, with the first of them that was met. */
export interface Group<Said> {
  readonly said: Said;
  readonly example: RecordedSignIn;
  count: number;
  /** In milliseconds since 1970. */
  first: number;
  last: number;
}

/** Groups sign-ins by what is said of them. */
export class Groups<Said> {
  readonly #groups = new Map<string, Group<Said>>();

  /** @returns what is said of the group that the sign-in is in now */
  add(key: string, signIn: RecordedSignIn, say: () => Said): Said {
    const { time } = signIn;
    // What was decided about each policy would take up most of the memory.
    const example = { ...signIn, decisions: undefined };
    const group = this.#groups.get(key) ?? { said: say(), example, count: 0, first: time, last: time };
    this.#groups.set(key, group);
    group.count++;
    group.first = Math.min(group.first, time);
    group.last = Math.max(group.last, time);
    return group.said;
  }

  /** The largest first; of the same size in the order in which they were met. */
  get all(): readonly Group<Said>[] {
    return [...this.#groups.values()].sort((one, other) => other.count - one.count);
  }
}

/** How many sign-ins are in some groups. */
export const countIn = (groups: readonly Group<unknown>[]): number => groups.reduce((sum, { count }) => sum + count, 0);
