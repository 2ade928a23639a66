import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { stringify } from "yaml";
import { takeIn } from "./take-in";

const REPOSITORY = join(__dirname, "..", "..");
const NAME = "azure-management-mfa-policies";

/** The SDKs that the package works with: the oldest and the newest were tried, each with the oldest Node that it supports. */
const SDKS = { "@pulumi/policy": ">=1.11.0 <2", "@pulumi/pulumi": ">=3.88.0 <4" };

export interface Wanted {
  readonly config: string;
  readonly version: string | undefined;
  readonly out: string;
}

/**
 * Builds the package.
 * @returns the path of the `.tgz`
 * @throws Error with everything that is wrong with the configuration or what it names
 */
export async function buildPack({ config, version = ownVersion(), out }: Wanted): Promise<string> {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) throw new Error(`\`${version}\` is no version such as 1.2.3`);
  const { configuration, files } = takeIn(resolve(config));
  const folder = resolve(out, NAME);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await bundle(join(folder, "index.js"));
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, "config.yaml"), stringify(configuration));
  writeFileSync(join(folder, "PulumiPolicy.yaml"), `description: ${DESCRIPTION}\nruntime: nodejs\nmain: index.js\n`);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest(version), null, 2)}\n`);
  cpSync(join(REPOSITORY, "LICENSE"), join(folder, "LICENSE"));
  cpSync(join(REPOSITORY, "docs", "rules"), join(folder, "docs", "rules"), { recursive: true });
  writeFileSync(join(folder, "README.md"), readme());
  return packed(folder, resolve(out), version);
}

const DESCRIPTION = "Rejects every deployment that would let somebody reach Azure management without MFA";

/** The page about the pack, with links that lead somewhere in the package. */
const readme = (): string =>
  readFileSync(join(REPOSITORY, "docs", "policy-pack.md"), "utf8")
    .replaceAll("](rules/", "](docs/rules/")
    .replaceAll("[drift](../README.md)", "drift");

const ownVersion = (): string => JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")).version;

const manifest = (version: string): object => ({
  name: NAME,
  version,
  description: DESCRIPTION,
  license: "Apache-2.0",
  main: "index.js",
  engines: { node: ">=20" },
  peerDependencies: SDKS,
});

/** Everything but the SDKs, which must be the ones that the engine's runner loads. */
async function bundle(outfile: string): Promise<void> {
  await build({
    entryPoints: [join(REPOSITORY, "policies", "index.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: Object.keys(SDKS).flatMap((sdk) => [sdk, `${sdk}/*`]),
    legalComments: "eof",
    logLevel: "error",
  });
}

function packed(folder: string, out: string, version: string): string {
  execFileSync("npm", ["pack", "--silent", "--pack-destination", out], { cwd: folder, stdio: "pipe" });
  return join(out, `${NAME}-${version}.tgz`);
}
