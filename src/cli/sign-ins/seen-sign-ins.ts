import { hash, randomUUID } from "node:crypto";
import type { RecordedSignIn } from "../../model/recorded-sign-in";

/** Whether a sign-in was met before: not, with the same content, or with another one. */
export type Seen = "first" | "again" | "otherwise";

/** A slot is two words of an id's hash and one of its content's. */
const WORDS = 3;
const FIRST_SLOTS = 1 << 12;
/** Of so many slots so many are taken at most, or looking one up takes long. */
const [OF_SLOTS, TAKEN] = [4, 3];

/**
 * Remembers which sign-ins were met, by hashes in one typed array: 16 to 32 bytes for each, where their ids as texts would take ten
 * times that. The hashes are salted, so nobody can write ids that are taken for each other; by chance two of a million are with
 * a probability of one in 30 million.
 */
export class SeenSignIns {
  readonly #salt = randomUUID();
  #slots = new Uint32Array(WORDS * FIRST_SLOTS);
  #taken = 0;

  /** Remembers a sign-in. One without an id is always the first: nothing tells that it is another one again. */
  meet(signIn: RecordedSignIn): Seen {
    if (signIn.id === "") return "first";
    const id = this.#hash(signIn.id.toLowerCase());
    // No word is 0 in a slot that is taken.
    const [one, two] = [id.readUInt32LE(0) || 1, id.readUInt32LE(4) || 1];
    return this.#put(one, two, this.#hash(contentOf(signIn)).readUInt32LE(0) || 1);
  }

  #hash(text: string): Buffer {
    return hash("sha256", `${this.#salt} ${text}`, "buffer");
  }

  #put(one: number, two: number, content: number): Seen {
    const slots = this.#slots.length / WORDS;
    let seen: Seen = "first";
    let slot = one % slots;
    for (; this.#slots[WORDS * slot] !== 0; slot = (slot + 1) % slots) {
      const at = WORDS * slot;
      if (this.#slots[at] !== one || this.#slots[at + 1] !== two) continue;
      if (this.#slots[at + 2] === content) return "again";
      seen = "otherwise";
    }
    this.#slots.set([one, two, content], WORDS * slot);
    if (++this.#taken * OF_SLOTS > slots * TAKEN) this.#enlarge();
    return seen;
  }

  #enlarge(): void {
    const former = this.#slots;
    this.#slots = new Uint32Array(2 * former.length);
    this.#taken = 0;
    for (let at = 0; at < former.length; at += WORDS) {
      const [one = 0, two = 0, content = 0] = former.subarray(at, at + WORDS);
      if (one !== 0) this.#put(one, two, content);
    }
  }
}

/** What is said of a sign-in in the same words, whatever it was exported by; of its time the second. */
const contentOf = ({ who, time, application, told, gotToken, mfa, decisions }: RecordedSignIn): string =>
  JSON.stringify([
    [who.kind, who.id, Math.floor(time / 1_000), application.id, gotToken, mfa],
    [told.clientApp, told.platform, told.address, told.country],
    decisions && Array.from(decisions, ([id, { result, satisfied }]) => [id, result, satisfied]).toSorted(),
  ]);
