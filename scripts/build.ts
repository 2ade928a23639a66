import { parseArgs } from "node:util";
import { buildPackages } from "./packages/build";

const HELP = `Builds the policy pack and azmfa as packages of their own, under a scope of their owner's.

  npm run build -- --scope @contoso [--config FILE] [--version VERSION] [--out FOLDER] [--with-names]

  --scope @SCOPE      your organisation's scope in npm, so that nobody else can take the names; without it npm's own
                      setting \`scope\`
  --config FILE       the pack's configuration (YAML or JSON); the register and the snapshot that it names go into the
                      package, paths counting from the file
  --version VERSION   the packages' version; this project's by default
  --out FOLDER        where the packages go; dist by default
  --with-names        put names of people, groups and policies into the pack, and the register's reasons, owners and
                      approvers; without, ids stand for them

The archives are printed on standard output. How they are installed: docs/installation.md
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      scope: { type: "string" },
      config: { type: "string" },
      version: { type: "string" },
      out: { type: "string", default: "dist" },
      "with-names": { type: "boolean", default: false },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { scope = process.env["npm_config_scope"], config, version, out, "with-names": withNames } = values;
  const { pack, cli, contents } = await buildPackages({ scope, config, version, out, withNames });
  for (const line of ["into the pack goes", ...contents.map((one) => `  ${one}`)]) process.stderr.write(`${line}\n`);
  for (const { archive } of [pack, cli]) process.stdout.write(`${archive}\n`);
  return 0;
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`error: ${error instanceof Error ? error.message : error}\n  help: npm run build -- --help\n`);
    process.exitCode = 2;
  },
);
