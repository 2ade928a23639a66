import { LISTS } from "../../law/model/tenant";
import type { TenantSource } from "../../tenant/file/tenant-file";
import { nearestWord } from "../../text/nearest-word";
import { quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import type { Command, Given, OptionSpecs } from "../command";
import { SAMPLES } from "./samples";

/** For every command that takes tenants. */
export const SAMPLE_OPTION = {
  sample: {
    kind: "switch",
    help: "take samples by name in place of files; alone: list them",
  },
  whole: {
    kind: "text",
    value: "LIST,…",
    help: "lists of an export that you vouch for: users,groups,roleAssignments,…",
    many: true,
  },
} as const satisfies OptionSpecs;

/** Whether a command that takes samples is asked which there are, and nothing else. */
export const asksForSamples = (args: readonly string[], { options }: Pick<Command, "options">): boolean =>
  "sample" in options && args.length === 1 && args[0] === "--sample";

/** A tenant at a path, of which nobody vouches for more than it does itself. */
export const atPath = (path: string): TenantSource => ({ name: path, from: { path }, whole: [] });

/** The tenants that a command line names. @returns them, or what is wrong with their names, as lines for people */
export function tenantSources(given: Given): Result<readonly TenantSource[], string> {
  const { files } = given;
  const whole = given.all("whole").flatMap((lists) => lists.split(",").map((list) => list.trim()));
  const notLists = whole.filter((list) => !LISTS.some((known) => known === list)).map(notAList);
  if (!given.has("sample")) return resultOf(() => files.map((path) => ({ ...atPath(path), whole })), notLists);
  if (files.length === 0) return { ok: false, errors: ["azmfa: name a sample after --sample; alone it lists them"] };
  return resultOf(
    () =>
      files.map((sample) => ({
        name: `sample ${sample}`,
        from: { load: () => SAMPLES.get(sample)?.load() },
        whole,
      })),
    [...notLists, ...files.filter((name) => !SAMPLES.has(name)).map(unknownSample)],
  );
}

function notAList(name: string): string {
  const meant = nearestWord(name, LISTS);
  const question = meant === undefined ? `; it takes ${LISTS.join(", ")}` : `; did you mean ${meant}?`;
  return `azmfa: there is no list ${quoted(name)} to vouch for with --whole${question}`;
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
