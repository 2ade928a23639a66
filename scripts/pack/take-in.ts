import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { stacksWith } from "../../azmfa/check-config";
import { CATALOGUE } from "../../policies/catalogue";
import { type Configuration, problemsWith } from "../../policies/settings/configuration";
import { settingsLoader } from "../../policies/settings/load-settings";
import { isObject } from "../../src/law/json/json-object";
import { reducedRegister, registerContent } from "./register-content";
import { snapshotContent } from "./snapshot-content";

/** A configuration whose files are next to it in the package. */
export interface TakenIn {
  readonly configuration: Configuration;
  readonly files: ReadonlyMap<string, string>;
  /** The contents of the package, one line each. */
  readonly contents: readonly string[];
}

/** A setting that names or contains a file, and the part of the file that goes into the package. */
interface Source {
  readonly rule: string;
  readonly setting: string;
  readonly title: string;
  /** What to do if the file doesn't exist. */
  readonly toHaveOne: string;
  readonly file: (text: string, withNames: boolean) => Content;
  readonly inPlace: (json: unknown, withNames: boolean) => { readonly json: unknown; readonly words: string };
}

type Content = { readonly text: string; readonly words: string };

const SOURCES: readonly Source[] = [
  {
    rule: "approved-exclusions",
    setting: "register",
    title: "register",
    toHaveOne: "name the register of your stack, config/<stack>.yaml",
    file: registerContent,
    inPlace: (json, withNames) => {
      const { words } = registerContent(stringify(json), withNames);
      return { json: withNames ? json : reducedRegister(json), words };
    },
  },
  {
    rule: "tenant-stays-closed",
    setting: "tenant",
    title: "snapshot",
    toHaveOne: "`npm run -s azmfa -- snapshot --out tenant.json` writes one; git doesn't keep it",
    file: (text, withNames) => {
      const { json, words } = snapshotContent(JSON.parse(text), withNames);
      return { text: withNames ? text : JSON.stringify(json), words };
    },
    inPlace: snapshotContent,
  },
];

/**
 * Reads a configuration with the files that it names, and checks that the pack will accept it. Without a path it is the empty
 * configuration.
 * @param withNames true to include names of people, groups and policies; by default only ids
 * @throws Error with everything that is wrong
 */
export function takeIn(path: string | undefined, withNames = false): TakenIn {
  if (path === undefined) return NOTHING;
  if (!existsSync(path)) throw new Error(`the configuration ${path} doesn't exist`);
  const configuration: unknown = parse(readFileSync(path, "utf8")) ?? {};
  const problems = problemsWith(
    configuration,
    CATALOGUE.map(({ id }) => id),
  );
  if (problems.length > 0) throw new Error([`${path} is wrong:`, ...problems].join("\n  "));
  const taken = { configuration: configuration as Configuration, files: new Map(), contents: [] };
  return SOURCES.reduce(withSource(dirname(path), withNames), taken);
}

const NOTHING: TakenIn = {
  configuration: {},
  files: new Map(),
  contents: ["no configuration: the users of the pack provide one with --policy-pack-config"],
};

const withSource =
  (folder: string, withNames: boolean) =>
  (taken: TakenIn, source: Source): TakenIn => {
    const { rule, setting, title } = source;
    const settings = taken.configuration[rule];
    const given = isObject(settings) ? settings[setting] : undefined;
    if (!isObject(settings) || given === undefined) return taken;
    const put = (value: unknown): Configuration => ({
      ...taken.configuration,
      [rule]: { ...settings, [setting]: value },
    });
    if (typeof given === "string") return withFile(folder, withNames, source, given, taken, put);
    insistOnReadable({ [rule]: { [setting]: given } }, [{ path: title, stack: "" }]);
    const { json, words } = source.inPlace(given, withNames);
    return { ...taken, configuration: put(json), contents: [...taken.contents, `${title}: ${words}`] };
  };

function withFile(
  folder: string,
  withNames: boolean,
  { rule, setting, title, toHaveOne, file }: Source,
  named: string,
  { files, contents }: TakenIn,
  put: (value: string) => Configuration,
): TakenIn {
  const found = filesFor(resolve(folder, named));
  if (found.length === 0)
    throw new Error(`${rule}.${setting} names ${named}, and there is no such file in ${folder}: ${toHaveOne}`);
  insistOnReadable({ [rule]: { [setting]: resolve(folder, named) } }, found);
  const taken = found.map(({ path }) => {
    const { text, words } = file(readFileSync(path, "utf8"), withNames);
    return { name: `${setting}-${basename(path)}`, text, line: `${title} ${basename(path)}: ${words}` };
  });
  return {
    configuration: put(`${setting}-${basename(named)}`),
    files: new Map([...files, ...taken.map(({ name, text }) => [name, text] as const)]),
    contents: [...contents, ...taken.map(({ line }) => line)],
  };
}

interface Found {
  readonly path: string;
  readonly stack: string;
}

/** The files of a path. `config/{stack}.yaml` means one file for each stack. */
const filesFor = (path: string): readonly Found[] =>
  path.includes("{stack}")
    ? stacksWith(path, "/").map((stack) => ({ path: path.replaceAll("{stack}", stack), stack }))
    : existsSync(path)
      ? [{ path, stack: "" }]
      : [];

function insistOnReadable(configuration: Configuration, found: readonly Found[]): void {
  const load = settingsLoader(configuration, { folder: "/", today: () => new Date() });
  for (const { stack } of found) load(stack);
}
