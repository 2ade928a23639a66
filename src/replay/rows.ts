import type { Truth } from "../law/model/truth";

/** Whether something of a policy is met. *depends*: on what the record doesn't say, or the tenant file doesn't know. */
export type Met = Truth | "depends";

/** What holds in all of the cases; *depends* where it differs from one to the next. */
export function inAllCases(truths: readonly Met[]): Met {
  const [first = "depends", ...others] = new Set(truths);
  return others.length > 0 ? "depends" : first;
}

/** What each policy makes of a person, or of one thing about a sign-in, in the order of the tenant. */
export interface Row {
  /** The same for what no policy tells apart. */
  readonly number: number;
  readonly met: readonly Met[];
}

/** Gives rows that say the same one number. */
export class Rows {
  readonly #rows = new Map<string, Row>();

  of(met: readonly Met[]): Row {
    const key = met.join();
    const row = this.#rows.get(key) ?? { number: this.#rows.size, met };
    this.#rows.set(key, row);
    return row;
  }
}

/** Answers that were worked out before, by their key. Never more than so many: beyond, they are forgotten and worked out again. */
export class BoundedMemo<Value> {
  readonly #known = new Map<string, Value>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string, workOut: () => Value): Value {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= this.#most) this.#known.clear();
    const value = workOut();
    this.#known.set(key, value);
    return value;
  }
}
