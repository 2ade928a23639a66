import { LISTS } from "../../law/model/tenant";
import type { TenantSource } from "../../tenant/file/tenant-file";
import { quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import { didYouMean } from "../arguments";
import type { Command, Given, OptionSpecs } from "../command";

/** A tenant that comes with the program, to try a command on. Made up, and like what people have. */
export type Sample = {
  /** What it is, and what its verdict shows. */
  readonly about: string;
  /** The tenant file's content; read only when it is asked for. */
  readonly load: () => unknown;
};

const sample = (about: string, load: () => unknown): Sample => ({ about, load });

/** The samples by name. Each is a file in `samples/`, so that a bundler takes it in. */
export const SAMPLES: ReadonlyMap<string, Sample> = new Map([
  [
    "baseline",
    sample("forty policies by persona, without the directory", () => require("../../../samples/baseline.json")),
  ],
  [
    "baseline-with-directory",
    sample("the same, with people, groups and roles", () => require("../../../samples/baseline-with-directory.json")),
  ],
  ["proved", sample("one policy that leaves nobody out", () => require("../../../samples/proved.json"))],
  [
    "excluded-role",
    sample("one role is excluded, and one person holds it", () => require("../../../samples/excluded-role.json")),
  ],
  [
    "browser-only",
    sample("it is about browsers, so the Azure CLI gets in", () => require("../../../samples/browser-only.json")),
  ],
  [
    "trusted-locations",
    sample("trusted locations are excluded", () => require("../../../samples/trusted-locations.json")),
  ],
  [
    "or-compliant-device",
    sample("a compliant device does in place of MFA", () => require("../../../samples/or-compliant-device.json")),
  ],
  ["report-only", sample("a policy that logs and stops nobody", () => require("../../../samples/report-only.json"))],
  [
    "two-policies-one-hole",
    sample("two policies, and a client that neither covers", () =>
      require("../../../samples/two-policies-one-hole.json"),
    ),
  ],
  [
    "new-condition",
    sample("a condition that nobody has heard of", () => require("../../../samples/new-condition.json")),
  ],
]);

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

const notAList = (name: string): string =>
  `azmfa: there is no list ${quoted(name)} to vouch for with --whole${didYouMean(name, LISTS) || `; it takes ${LISTS.join(", ")}`}`;

const unknownSample = (name: string): string =>
  `azmfa: there is no sample ${quoted(name)}${didYouMean(name, [...SAMPLES.keys()])} (--sample alone lists them; a file goes without it)`;

/** What `--sample` alone prints. */
export function sampleList(): string {
  const width = Math.max(...[...SAMPLES.keys()].map((name) => name.length));
  const rows = [...SAMPLES].map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}\n`);
  return `Samples, for example: azmfa prove --sample baseline\n\n${rows.join("")}`;
}
