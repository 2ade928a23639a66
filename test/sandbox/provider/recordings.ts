import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fields } from "../../../sandbox/provider/plugin/values";
import { CALLER, type Seen } from "./fake-graph";

const read = (name: string): unknown => JSON.parse(readFileSync(join(__dirname, "recordings", name), "utf8"));

/** Requests by resource, for each thing that can happen to one. */
export const requests = read("requests.json") as {
  readonly signIn: Seen[];
  readonly create: Record<string, Seen[]>;
  readonly refresh: Record<string, Seen[]>;
  readonly update: Record<string, Seen[]>;
  readonly destroy: Record<string, Seen[]>;
};

export const state = read("state.json") as Record<
  string,
  { type: string; id: string; inputs: Fields; outputs: Fields }
>;

export const drift = read("drift.json") as {
  readonly body: Fields;
  readonly rows: readonly {
    readonly change: string;
    readonly preview: readonly string[];
    readonly fields: readonly string[];
    readonly repair: readonly string[];
    readonly left: readonly string[];
  }[];
};

export const refused = read("refused.json") as readonly { input: string; refused: boolean }[];

/** The same text with what chance or Graph chose replaced as in the recordings. */
export function withoutChance<T>(value: T, ids: Readonly<Record<string, string>>): T {
  let text = JSON.stringify(value);
  for (const [name, id] of Object.entries(ids)) text = text.replaceAll(id, `{${name}}`);
  const random = text
    .replaceAll(/TERRAFORM_UPDATE_[0-9a-f-]{36}/g, "TERRAFORM_UPDATE_{random}")
    .replaceAll(/"mailNickname":"[0-9a-f]{8}-[0-9a-f]"/g, '"mailNickname":"{random}"')
    .replaceAll(CALLER, "{caller}")
    .replaceAll(/https:\/\/localhost:18443|https%3A%2F%2Flocalhost%3A18443/g, "{host}");
  return JSON.parse(random) as T;
}

/** Requests without questions that were asked before: the official plugin repeats them, the stand-in hardly. */
export function withoutRepetition(seen: readonly Seen[]): Seen[] {
  return seen.filter((one, index) => {
    const before = seen.slice(0, index).findLastIndex(({ method, url }) => method === one.method && url === one.url);
    const changedSince = seen.slice(before, index).some(({ method }) => method !== "GET");
    return one.method !== "GET" || before < 0 || changedSince;
  });
}
