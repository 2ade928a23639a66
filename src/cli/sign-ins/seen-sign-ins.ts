import { hash, randomUUID } from "node:crypto";
import type { RecordedSignIn } from "../../law/model/recorded-sign-in";

/** Whether a sign-in was met before: not, with the same content, or with another one. */
export type Seen = "first" | "again" | "otherwise";

/** So many of the first bytes of a hash are kept: in a longer text V8 would keep the rest, too. */
const BYTES = 12;
/** A map takes sixteen million entries. */
const MAPS = 256;

/** Remembers which sign-ins were met, by hashes of their ids and contents: about 100 bytes for each. */
export class SeenSignIns {
  /** So that nobody can write ids that are taken for each other. */
  readonly #salt = randomUUID();
  readonly #contents = Array.from({ length: MAPS }, () => new Map<string, string>());
  /** Contents beside the first one of an id. */
  readonly #others = new Set<string>();

  /** Remembers a sign-in. One without an id is always the first: nothing tells that it is another one again. */
  meet(signIn: RecordedSignIn): Seen {
    if (signIn.id === "") return "first";
    const id = this.#hash(signIn.id.toLowerCase());
    const content = this.#hash(contentOf(signIn));
    const contents = this.#contents[id.charCodeAt(0)];
    const first = contents?.get(id);
    if (first === undefined) {
      contents?.set(id, content);
      return "first";
    }
    if (first === content || this.#others.has(id + content)) return "again";
    this.#others.add(id + content);
    return "otherwise";
  }

  #hash(text: string): string {
    return hash("sha256", `${this.#salt} ${text}`, "binary").slice(0, BYTES);
  }
}

/** What is said of a sign-in in the same words, whatever it was exported by; of its time the second, and of decisions not the order. */
function contentOf({ who, time, application, circumstances, gotToken, mfa, decisions }: RecordedSignIn): string {
  const { clientApp, platform, address, country } = circumstances;
  const whole = [who.kind, who.id, Math.floor(time / 1_000), application.id, gotToken, mfa];
  const decided = Array.from(
    decisions ?? [],
    ([id, { result, state, satisfied }]) => `${id} ${result} ${state} ${satisfied}`,
  );
  return [...whole, clientApp, platform, address, country, decisions === undefined, ...decided.sort()].join(" ");
}
