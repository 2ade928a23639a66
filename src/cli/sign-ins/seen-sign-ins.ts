import { hash, randomUUID } from "node:crypto";
import type { RecordedSignIn } from "../../law/model/recorded-sign-in";

/** Whether a sign-in was met before: not, with the same content, or with another one. */
export type Seen = "first" | "again" | "otherwise";

/** A slot is two words of an id's hash and one of its content's. */
const WORDS = 3;
const FIRST_SLOTS = 1 << 4;
/** Of so many slots so many are taken at most, or looking one up takes long. */
const [OF_SLOTS, TAKEN] = [4, 3];
/** Tables that grow each by itself: of one large table the former one would be there beside it whenever it grows. */
const TABLES = 256;

/**
 * Remembers which sign-ins were met, by hashes in typed arrays: 16 to 32 bytes for each, where their ids as texts would take ten
 * times that. The hashes are salted, so nobody can write ids that are taken for each other; by chance two of a million are with
 * a probability of one in 30 million.
 */
export class SeenSignIns {
  readonly #salt = randomUUID();
  readonly #tables = Array.from({ length: TABLES }, () => new Table());

  /** Remembers a sign-in. One without an id is always the first: nothing tells that it is another one again. */
  meet(signIn: RecordedSignIn): Seen {
    if (signIn.id === "") return "first";
    const id = hash("sha256", `${this.#salt} ${signIn.id.toLowerCase()}`, "binary");
    const table = this.#tables[id.charCodeAt(8) % TABLES];
    if (table === undefined) throw new Error("there is a table for each byte");
    return table.put(wordIn(id, 0), wordIn(id, 4), contentOf(signIn) >>> 0 || 1);
  }
}

/** Hashes with open addressing; the first word of a slot that is free is 0. */
class Table {
  #slots = new Uint32Array(WORDS * FIRST_SLOTS);
  #taken = 0;

  put(one: number, two: number, content: number): Seen {
    const slots = this.#slots.length / WORDS;
    let seen: Seen = "first";
    let slot = one % slots;
    for (; this.#slots[WORDS * slot] !== 0; slot = (slot + 1) % slots) {
      const at = WORDS * slot;
      if (this.#slots[at] !== one || this.#slots[at + 1] !== two) continue;
      if (this.#slots[at + 2] === content) return "again";
      seen = "otherwise";
    }
    const at = WORDS * slot;
    this.#slots[at] = one;
    this.#slots[at + 1] = two;
    this.#slots[at + 2] = content;
    if (++this.#taken * OF_SLOTS > slots * TAKEN) this.#enlarge();
    return seen;
  }

  #enlarge(): void {
    const former = this.#slots;
    this.#slots = new Uint32Array(2 * former.length);
    this.#taken = 0;
    for (let at = 0; at < former.length; at += WORDS) {
      const one = former[at] ?? 0;
      if (one !== 0) this.put(one, former[at + 1] ?? 0, former[at + 2] ?? 0);
    }
  }
}

/** Four bytes of a hash; never 0, which is what no slot that is taken begins with. */
const wordIn = (bytes: string, at: number): number =>
  (bytes.charCodeAt(at) |
    (bytes.charCodeAt(at + 1) << 8) |
    (bytes.charCodeAt(at + 2) << 16) |
    (bytes.charCodeAt(at + 3) << 24)) >>>
    0 || 1;

/**
 * What is said of a sign-in in the same words, whatever it was exported by, as one number; of its time the second, and of decisions
 * not the order.
 */
function contentOf({ who, time, application, told, gotToken, mfa, decisions }: RecordedSignIn): number {
  const { clientApp, platform, address, country } = told;
  const whole = [who.kind, who.id, Math.floor(time / 1_000), application.id, gotToken, mfa];
  let sum = numberOf([...whole, clientApp, platform, address, country, decisions === undefined].join(" "));
  for (const [id, { result, state, satisfied }] of decisions ?? [])
    sum = (sum + numberOf(`${id} ${result} ${state} ${satisfied}`)) | 0;
  return sum;
}

/** Fowler, Noll and Vo's hash (FNV-1a), of 32 bits. */
function numberOf(text: string): number {
  let number = 0x811c9dc5 | 0;
  for (let at = 0; at < text.length; at++) number = Math.imul(number ^ text.charCodeAt(at), 0x01000193);
  return number;
}
