import { parseArgs } from "node:util";
import { runMain } from "../sandbox/session/main";
import { audit } from "./tables/audit";
import { cli } from "./tables/cli";
import { faults } from "./tables/faults";
import { pack } from "./tables/pack";
import { replay } from "./tables/replay";
import { tenant } from "./tables/tenant";
import { verdicts } from "./tables/verdicts";

const TABLES: {
  readonly [name: string]: { readonly title: string; readonly print: (rounds: number) => Promise<void> };
} = {
  verdicts: { title: "Verdicts", print: verdicts },
  audit: { title: "The audit", print: audit },
  pack: { title: "The policy pack in `pulumi preview`", print: pack },
  tenant: { title: "Reading the tenant", print: tenant },
  cli: { title: "The command line", print: cli },
  replay: { title: "Replaying the sign-in log", print: replay },
  faults: { title: "Faults that a log shows", print: faults },
};

const HELP = `Measures, and prints Markdown tables. Progress goes to standard error.

  npm run bench -- [--rounds N] [${Object.keys(TABLES).join(" | ")}] …

  --rounds N   how often each thing is measured, 3 by default; medians are printed
`;

/** Runs `npm run bench`: prints all tables, or the named ones. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: "string", default: "3" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds must be a whole number from 1, not ${values.rounds}`);
  const unknown = positionals.find((name) => !Object.hasOwn(TABLES, name));
  if (unknown !== undefined)
    throw new Error(`there is no table "${unknown}"; known: ${Object.keys(TABLES).join(", ")}`);
  const wanted = Object.entries(TABLES).filter(([name]) => positionals.length === 0 || positionals.includes(name));
  for (const [, { title, print }] of wanted) {
    console.log(`\n### ${title}\n`);
    await print(rounds);
  }
  return 0;
}

runMain(main);
