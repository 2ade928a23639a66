import { hash } from "node:crypto";
import type { RecordedSignIn } from "../../law/model/recorded-sign-in";

/** Whether a sign-in was met before: not, with the same content, or with another one. */
export type Seen = "first" | "again" | "otherwise";

/** Remembers which sign-ins were met, by their ids and hashes of their contents. */
export class SeenSignIns {
  readonly #contents = new Map<string, string>();
  /** Contents beside the first one of an id. */
  readonly #others = new Set<string>();

  /** Remembers a sign-in. One without an id is always the first: nothing tells that it is another one again. */
  meet(signIn: RecordedSignIn): Seen {
    if (signIn.id === "") return "first";
    const id = signIn.id.toLowerCase();
    const content = hash("sha256", contentOf(signIn), "base64");
    const first = this.#contents.get(id);
    if (first === undefined) {
      this.#contents.set(id, content);
      return "first";
    }
    if (first === content || this.#others.has(id + content)) return "again";
    this.#others.add(id + content);
    return "otherwise";
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
