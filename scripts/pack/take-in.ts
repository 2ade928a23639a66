import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { CATALOGUE } from "../../policies/catalogue";
import { type Configuration, problemsWith } from "../../policies/settings/configuration";
import { settingsLoader } from "../../policies/settings/load-settings";
import { isObject } from "../../src/json/json-object";
import { renderFinding } from "../../src/report/human/finding";

/** A configuration whose files lie beside it in the package. */
export interface TakenIn {
  readonly configuration: Configuration;
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Settings that may name a file. */
const FILES = [
  { rule: "approved-exclusions", setting: "register" },
  { rule: "tenant-stays-closed", setting: "tenant" },
] as const;

const STACK = "{stack}";

/**
 * Reads a configuration with the files that it names, and tries whether the pack will take it.
 * @throws Error with everything that is wrong
 */
export function takeIn(path: string): TakenIn {
  if (!existsSync(path)) throw new Error(`there is no configuration ${path}`);
  const configuration: unknown = parse(readFileSync(path, "utf8"));
  const problems = problemsWith(
    configuration,
    CATALOGUE.map(({ id }) => id),
  );
  if (problems.length > 0) throw new Error([`${path} is wrong:`, ...problems].join("\n  "));
  return FILES.reduce(withFile(dirname(path)), { configuration: configuration as Configuration, files: new Map() });
}

const withFile =
  (folder: string) =>
  ({ configuration, files }: TakenIn, { rule, setting }: (typeof FILES)[number]): TakenIn => {
    const settings = configuration[rule];
    const named = isObject(settings) ? settings[setting] : undefined;
    if (!isObject(settings) || typeof named !== "string") return { configuration, files };
    const found = filesFor(resolve(folder, named));
    if (found.length === 0)
      throw new Error(`${rule}.${setting} names ${named}, and there is no such file in ${folder}`);
    insistOnReadable({ [rule]: { [setting]: resolve(folder, named) } }, found, named);
    const prefix = `${setting}-`;
    const taken = found.map(({ path }) => [`${prefix}${basename(path)}`, readFileSync(path)] as const);
    return {
      configuration: { ...configuration, [rule]: { ...settings, [setting]: `${prefix}${basename(named)}` } },
      files: new Map([...files, ...taken]),
    };
  };

interface Found {
  readonly path: string;
  readonly stack: string;
}

/** `config/{stack}.yaml` stands for one file for each stack. */
function filesFor(path: string): readonly Found[] {
  if (!path.includes(STACK)) return existsSync(path) ? [{ path, stack: "" }] : [];
  const [before = "", after = ""] = basename(path).split(STACK);
  const folder = dirname(path);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length)
    .map((name) => ({ path: join(folder, name), stack: name.slice(before.length, name.length - after.length) }));
}

function insistOnReadable(configuration: Configuration, found: readonly Found[], named: string): void {
  const load = settingsLoader(configuration, { folder: "/", today: () => new Date() });
  for (const { stack, path } of found) {
    const { register } = load(stack);
    if (register.kind !== "broken") continue;
    throw new Error(`${named} can't be used: ${path}\n${register.errors.map(renderFinding).join("\n")}`);
  }
}
