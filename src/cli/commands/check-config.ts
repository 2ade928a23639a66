import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parseDocument, type YAMLError } from "yaml";
import { CATALOGUE } from "../../../policies/catalogue";
import { problemsWith } from "../../../policies/settings/configuration";
import { whyNotReadable } from "../../tenant/file/file-problem";
import { printable } from "../../text/printable";
import { fileName } from "../../text/sentence";
import { type Command, Refused } from "../command";

/** @public `azmfa check-config`: what is wrong with a configuration of the policy pack, before the engine reads it. Loaded by the table of commands. */
export const checkConfig: Command = {
  takes: "CONFIG…",
  about: `Checks configurations of the policy pack, YAML or JSON: misspelt rules and settings, invalid
values, unknown levels. The engine stops at some of these without naming them. See
docs/policy-pack.md.
`,
  statuses: { 0: "every configuration is valid", 2: "a configuration is not valid or cannot be read" },
  options: {},
  files: { least: 1, most: Number.POSITIVE_INFINITY },
  async run({ files }, host) {
    const complaints = (await Promise.all(files.map(complaintsAbout))).flat();
    if (complaints.length > 0) throw new Refused(...complaints);
    await host.out(files.map((file) => `${fileName(file)}: valid\n`).join(""));
    return 0;
  },
};

async function complaintsAbout(file: string): Promise<readonly string[]> {
  try {
    const document = parseDocument(file === "-" ? await text(process.stdin) : await readFile(file, "utf8"), {
      prettyErrors: true,
    });
    const [error] = document.errors;
    const { line, col } = error?.linePos?.[0] ?? { line: 1, col: 1 };
    if (error !== undefined) return [`${fileName(file)}:${line}:${col}: ${printable(inWords(error))}`];
    const rules = CATALOGUE.map(({ id }) => id);
    return problemsWith(document.toJS(), rules).map((problem) => `${fileName(file)}: ${printable(problem)}`);
  } catch (error) {
    // An alias is looked up only when the document is put together.
    if (error instanceof ReferenceError) return [`${fileName(file)}: ${printable(error.message)}`];
    return [`${fileName(file)}: ${whyNotReadable(error)}`];
  }
}

/** If the file nests too deep, the parser's message is about the parser. */
const inWords = ({ code, message }: YAMLError): string =>
  code === "RESOURCE_EXHAUSTION" ? "the file nests too deep to be read" : (message.split(" at line")[0] ?? "");
