import { parseArgs } from "node:util";
import { buildPackages } from "./packages/build";

const HELP = `Builds the policy pack and azmfa as npm packages in your organisation's scope.

  npm run build -- --scope @contoso [--config FILE] [--version VERSION] [--out FOLDER] [--with-names]

  --scope @SCOPE      your organisation's scope in npm, which keeps others from taking the names; npm's setting
                      \`scope\` by default
  --config FILE       the pack's configuration (YAML or JSON). The register and the snapshot that it names go into the
                      package; their paths are relative to this file
  --version VERSION   the version of the packages; this project's by default
  --out FOLDER        the folder for the packages; dist by default
  --with-names        put the names of people, groups and policies into the pack, and the register's reasons, owners
                      and approvers; by default the pack has only ids

It prints the paths of the archives on standard output. docs/installation.md explains how to install them.
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
  for (const line of ["contents of the pack:", ...contents.map((one) => `  ${one}`)]) process.stderr.write(`${line}\n`);
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
