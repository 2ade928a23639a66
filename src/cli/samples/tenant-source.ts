import { nearestWord } from "../../text/nearest-word";
import { quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import type { Command, Given, OptionSpecs } from "../command";
import { SAMPLES } from "./samples";

/** What a tenant is read from: a path (or `-`), or a sample. */
export type TenantSource = string | { readonly sample: string };

/** For every command that takes tenants. */
export const SAMPLE_OPTION = {
  sample: {
    kind: "switch",
    help: "take samples by name in place of files; alone: list them",
  },
} as const satisfies OptionSpecs;

/** How a source is called in messages and reports. */
export const nameOfSource = (source: TenantSource): string =>
  typeof source === "string" ? source : `sample ${source.sample}`;

/** Whether a command that takes samples is asked which there are, and nothing else. */
export const asksForSamples = (args: readonly string[], { options }: Pick<Command, "options">): boolean =>
  "sample" in options && args.length === 1 && args[0] === "--sample";

/** The tenants that a command line names. @returns them, or what is wrong with their names, as lines for people */
export function tenantSources(given: Given): Result<readonly TenantSource[], string> {
  const { files } = given;
  if (!given.has("sample")) return { ok: true, value: files };
  if (files.length === 0) return { ok: false, errors: ["azmfa: name a sample after --sample; alone it lists them"] };
  return resultOf(
    () => files.map((sample) => ({ sample })),
    files.filter((name) => !SAMPLES.has(name)).map(unknownSample),
  );
}

function unknownSample(name: string): string {
  const meant = nearestWord(name, [...SAMPLES.keys()]);
  const question = meant === undefined ? "" : `; did you mean ${meant}?`;
  return `azmfa: there is no sample ${quoted(name)}${question} (--sample alone lists them; a file goes without it)`;
}

/** What `--sample` alone prints. */
export function sampleList(): string {
  const width = Math.max(...[...SAMPLES.keys()].map((name) => name.length));
  const rows = [...SAMPLES].map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}\n`);
  return `Samples, for example: azmfa prove --sample baseline\n\n${rows.join("")}`;
}
