import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const SOURCES = join(__dirname, "language-host");

/** Starts whichever Node comes first on PATH. */
const SCRIPT = `#!/bin/sh
exec node "$(dirname -- "$0")/../language-host.js" "$@"
`;

/** Changes with the sources of our own Node language host, and with the packages that are bundled with it. */
export async function languageHostFingerprint(): Promise<string> {
  const hash = createHash("sha256").update(SCRIPT);
  for (const name of (await readdir(SOURCES)).sort()) hash.update(name).update(await readFile(join(SOURCES, name)));
  for (const name of ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"]) {
    hash.update(await readFile(require.resolve(`${name}/package.json`)));
  }
  return hash.digest("hex").slice(0, 12);
}

/**
 * Puts `bin/pulumi-language-nodejs` into a folder, for an engine that comes without one. It is one file with everything
 * that it needs, so that it works for programs anywhere and doesn't depend on this clone.
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
