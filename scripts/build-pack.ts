import { parseArgs } from "node:util";
import { buildPack } from "./pack/build";

const HELP = `Builds the policy pack as a package of its own, with its owner's decisions inside.

  npm run build -- --config FILE [--version VERSION] [--out FOLDER]

  --config FILE       the configuration (YAML or JSON); the register and the snapshot that it names go into the package,
                      paths counting from the file
  --version VERSION   the package's version; this project's by default
  --out FOLDER        where the package goes; dist by default

How a pack is configured and used: docs/policy-pack.md
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      config: { type: "string" },
      version: { type: "string" },
      out: { type: "string", default: "dist" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.config === undefined) throw new Error("name the configuration with --config FILE");
  const built = await buildPack({ config: values.config, version: values.version, out: values.out });
  process.stdout.write(`${built}\n`);
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
