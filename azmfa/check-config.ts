import { existsSync, readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { Option } from "commander";
import { parseDocument, type YAMLError } from "yaml";
import { CATALOGUE } from "../policies/catalogue";
import { type Configuration, problemsWith, valueIn } from "../policies/settings/configuration";
import { NOTHING_PROTECTED, pathOf, protectsNothing, settingsLoader } from "../policies/settings/load-settings";
import type { Command } from "../src/cli/command";
import { asText } from "../src/law/json/json-object";
import { contentAt } from "../src/tenant/file/file-problem";
import { printable, quoted } from "../src/text/printable";
import { Refused } from "../src/text/refused";
import { fileName, listing } from "../src/text/sentence";

/** @public `azmfa check-config`: what is wrong with a configuration of the policy pack, before the engine reads it. Loaded by the table of commands. */
export const checkConfig: Command = {
  takes: ["<CONFIG...>"],
  about: `Checks configurations of the policy pack, YAML or JSON: misspelt rules and
settings, invalid values, unknown levels, and a register or a snapshot that the
pack can't read. The engine stops at some of these without naming them. See
docs/policy-pack.md.`,
  statuses: { 0: "every configuration is valid", 2: "a configuration is not valid or cannot be read" },
  options: [new Option("--pack <folder>", "where relative paths start; the default is the file's own folder")],
  async run(given, host) {
    const complaints: string[] = [];
    for (const file of given.files) {
      const folder = given.text("pack") ?? (file === "-" ? "." : dirname(file));
      const remarks = new Set<string>();
      const problems = problemsIn(file, folder, remarks);
      for (const remark of remarks) host.err(`azmfa: ${fileName(file)}: ${remark}\n`);
      complaints.push(...problems.map((problem) => `${fileName(file)}${problem}`));
    }
    if (complaints.length > 0)
      throw new Refused(
        ...complaints,
        "  help: correct this, then check again; docs/policy-pack.md lists the settings",
      );
    await host.out(given.files.map((file) => `${fileName(file)}: valid\n`).join(""));
    return 0;
  },
};

/** What is wrong with a configuration, to go after the name of its file. @param remarks gets a note if a valid configuration protects nothing by itself */
function problemsIn(file: string, folder: string, remarks: Set<string>): readonly string[] {
  try {
    const content = contentAt(file);
    if ("why" in content) return [`: ${content.why}`];
    const document = parseDocument(content.toString(), { prettyErrors: true });
    const [error] = document.errors;
    const { line, col } = error?.linePos?.[0] ?? { line: 1, col: 1 };
    if (error !== undefined) return [`:${line}:${col}: ${printable(inWords(error))}`];
    const configuration: unknown = document.toJS();
    const rules = CATALOGUE.map(({ id }) => id);
    const problems = problemsWith(configuration, rules).map((problem) => `: ${printable(problem)}`);
    return problems.length > 0 ? problems : problemsInSettings(configuration as Configuration, folder, remarks);
  } catch (error) {
    return [`: ${printable((error as Error).message)}`]; // of an alias, which is looked up when the document is put together
  }
}

/** What stops the pack in each stack before it judges a resource. */
function problemsInSettings(configuration: Configuration, folder: string, remarks: Set<string>) {
  const load = settingsLoader(configuration, { folder, today: () => new Date() });
  const problems = new Set<string>();
  const idle = (["carriers", "reportOnlyUntil"] as const).filter((name) => valueIn(configuration, name) !== undefined);
  if (idle.length > 0 && valueIn(configuration, "baseline") !== "in-stack")
    remarks.add(`no rule reads ${listing(idle.map(quoted), "and")} without \`no-mfa-bypass.baseline: in-stack\``);
  for (const stack of stacksIn(configuration, folder))
    try {
      if (!protectsNothing(load(stack))) continue;
      if (valueIn(configuration, "protected") === undefined) remarks.add(ONLY_ADDED);
      else problems.add(`: ${NOTHING_PROTECTED}`);
    } catch (error) {
      problems.add(`: ${(error as Error).message.split("\n").map(printable).join("\n")}`);
    }
  return [...problems];
}

const STACK = "{stack}";

/** The stacks that have files for a path with `{stack}`. */
export function stacksWith(path: string, folder: string): readonly string[] {
  const [start = "", after = ""] = pathOf(path, STACK, folder).split(STACK);
  const above = dirname(`${start}_`);
  const before = basename(`${start}_`).slice(0, -1);
  const ending = after.split(/[/\\]/)[0] ?? "";
  return (existsSync(above) ? readdirSync(above) : [])
    .filter((name) => name.startsWith(before) && name.endsWith(ending) && name.length > before.length + ending.length)
    .map((name) => name.slice(before.length, name.length - ending.length))
    .filter((stack) => existsSync(pathOf(path, stack, folder)));
}

/** The stacks that a configuration has files for: just one, without a name, if no path depends on the stack. */
function stacksIn(configuration: Configuration, folder: string): readonly string[] {
  const paths = (["register", "tenant"] as const).map((setting) => asText(valueIn(configuration, setting)) ?? "");
  const named = paths.filter((path) => path.includes(STACK));
  const stacks = new Set(named.flatMap((path) => stacksWith(path, folder)));
  return stacks.size > 0 ? [...stacks] : [named.length > 0 ? STACK : ""];
}

/** A configuration that another one is merged into. */
const ONLY_ADDED =
  "it names nothing to protect, so by itself it rejects every stack; use it only with --policy-pack-config, on top of the pack's own configuration";

/** If the file nests too deep, the parser's message is about the parser. */
const inWords = ({ code, message }: YAMLError): string =>
  code === "RESOURCE_EXHAUSTION" ? "the file nests too deep to be read" : (message.split(" at line")[0] ?? "");
