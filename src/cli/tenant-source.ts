import { LISTS } from "../law/model/tenant";
import type { TenantSource } from "../tenant/file/tenant-file";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import { didYouMean } from "./arguments";
import type { Command, Given, OptionSpecs } from "./command";

/** A tenant that comes with the program, to try a command on: its name, what it shows, and its content, read when it is asked for. */
type Sample = readonly [name: string, about: string, load: () => unknown];

/** Each is a file in `samples/`, named here so that a bundler takes it in. */
export const SAMPLES: readonly Sample[] = [
  ["baseline", "forty policies by persona, without the directory", () => require("../../samples/baseline.json")],
  [
    "baseline-with-directory",
    "the same, with people, groups and roles",
    () => require("../../samples/baseline-with-directory.json"),
  ],
  ["proved", "one policy that leaves nobody out", () => require("../../samples/proved.json")],
  ["excluded-role", "one role is excluded, and one person holds it", () => require("../../samples/excluded-role.json")],
  [
    "browser-only",
    "only browsers are covered: the Azure CLI gets in",
    () => require("../../samples/browser-only.json"),
  ],
  ["trusted-locations", "trusted locations are excluded", () => require("../../samples/trusted-locations.json")],
  [
    "or-compliant-device",
    "a compliant device does in place of MFA",
    () => require("../../samples/or-compliant-device.json"),
  ],
  ["report-only", "a policy that logs and stops nobody", () => require("../../samples/report-only.json")],
  [
    "two-policies-one-hole",
    "two policies, and a client that neither covers",
    () => require("../../samples/two-policies-one-hole.json"),
  ],
  ["new-condition", "a condition that nobody has heard of", () => require("../../samples/new-condition.json")],
];

const NAMES = SAMPLES.map(([name]) => name);

/** For every command that reads a tenant from a file. */
export const WHOLE_OPTION = {
  whole: {
    kind: "text",
    value: "LIST,…",
    help: "lists of an export that you vouch for: users,groups,roleAssignments,…",
    many: true,
  },
} as const satisfies OptionSpecs;

/** For every command that takes tenants. */
export const TENANT_OPTIONS = {
  sample: { kind: "switch", help: "take samples by name in place of files; alone: list them" },
  ...WHOLE_OPTION,
} as const satisfies OptionSpecs;

/** Whether a command that takes samples is asked which there are, and nothing else. */
export const asksForSamples = (args: readonly string[], { options }: Pick<Command, "options">): boolean =>
  "sample" in options && args.length === 1 && args[0] === "--sample";

/** A tenant at a path, of which nobody vouches for more than it does itself. */
export const atPath = (path: string): TenantSource => ({ name: path, from: { path }, whole: [] });

/** The lists that --whole names. */
const wholeLists = (given: Given): readonly string[] =>
  given.all("whole").flatMap((lists) => lists.split(",").map((list) => list.trim()));

const notLists = (whole: readonly string[]): readonly string[] =>
  whole.filter((list) => !LISTS.some((known) => known === list)).map(notAList);

/** The tenant at a path, with the lists that --whole names; without a path there is nothing to vouch for. */
export function sourceAt(path: string | undefined, given: Given): Result<TenantSource | undefined, string> {
  const whole = wholeLists(given);
  const inVain = "azmfa: --whole vouches for lists of a file, and no tenant file is read here";
  return resultOf(
    () => (path === undefined ? undefined : { ...atPath(path), whole }),
    [...notLists(whole), ...(path === undefined && whole.length > 0 ? [inVain] : [])],
  );
}

/** The tenants that a command line names. @returns them, or what is wrong with their names, as lines for people */
export function tenantSources(given: Given): Result<readonly TenantSource[], string> {
  const whole = wholeLists(given);
  if (!given.has("sample"))
    return resultOf(() => given.files.map((path) => ({ ...atPath(path), whole })), notLists(whole));
  const { files } = given;
  if (files.length === 0) return { ok: false, errors: ["azmfa: name a sample after --sample; alone it lists them"] };
  const sources = files.flatMap((file) =>
    SAMPLES.filter(([name]) => name === file).map(([name, , load]) => ({
      name: `sample ${name}`,
      from: { load },
      whole,
    })),
  );
  const unknown = files.filter((file) => !NAMES.includes(file));
  return resultOf(() => sources, [...notLists(whole), ...unknown.map(unknownSample)]);
}

const notAList = (name: string): string =>
  `azmfa: there is no list ${quoted(name)} to vouch for with --whole${didYouMean(name, LISTS) || `; it takes ${LISTS.join(", ")}`}`;

const unknownSample = (name: string): string =>
  `azmfa: there is no sample ${quoted(name)}${didYouMean(name, NAMES)} (--sample alone lists them; a file goes without it)`;

/** What `--sample` alone prints. */
export function sampleList(): string {
  const width = Math.max(...NAMES.map((name) => name.length));
  const rows = SAMPLES.map(([name, about]) => `  ${name.padEnd(width)}  ${about}\n`);
  return `Samples, for example: azmfa prove --sample baseline\n\n${rows.join("")}`;
}
