import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const SOURCES = join(__dirname, "language-host");

/** Starts the language host with the first Node on PATH. */
const SCRIPT = `#!/bin/sh
exec node "$(dirname -- "$0")/../language-host.js" "$@"
`;

/** A hash of the sources of our Node language host and of the packages in its bundle. */
export async function languageHostFingerprint(): Promise<string> {
  const hash = createHash("sha256").update(SCRIPT);
  for (const name of (await readdir(SOURCES)).sort()) hash.update(name).update(await readFile(join(SOURCES, name)));
  for (const name of ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"]) {
    hash.update(await readFile(require.resolve(`${name}/package.json`)));
  }
  return hash.digest("hex").slice(0, 12);
}

/**
 * Adds `bin/pulumi-language-nodejs` to the folder of an engine that comes without it. It is bundled into one file, so it works
 * for programs in any folder and doesn't depend on this clone.
 */
export async function addLanguageHost(folder: string): Promise<void> {
  await build({
    entryPoints: [join(SOURCES, "main.ts")],
    outfile: join(folder, "language-host.js"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "silent",
  });
  await mkdir(join(folder, "bin"), { recursive: true });
  await writeFile(join(folder, "bin", "pulumi-language-nodejs"), SCRIPT, { mode: 0o755 });
}
