import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import type { Say } from "./engine";
import { installation } from "./installation";

const SOURCES = join(__dirname, "language-host");

/** Starts whichever Node comes first on PATH. */
const SCRIPT = `#!/bin/sh
exec node "$(dirname -- "$0")/../language-host.js" "$@"
`;

/**
 * The folder with our own `pulumi-language-nodejs`, for an engine that comes without one. It is one file with everything
 * that it needs, so that it works for programs anywhere and doesn't depend on this clone.
 */
export async function nodeLanguageHost(cache: string, say: Say): Promise<string> {
  const { folder } = await installation(
    cache,
    { name: `node-language-host-${await fingerprint()}`, title: "Node language host", install },
    say,
  );
  return join(folder, "bin");
}

/** Changes with the sources and with the packages that are bundled with them. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256").update(SCRIPT);
  for (const name of (await readdir(SOURCES)).sort()) hash.update(name).update(await readFile(join(SOURCES, name)));
  for (const name of ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"]) {
    hash.update(await readFile(require.resolve(`${name}/package.json`)));
  }
  return hash.digest("hex").slice(0, 12);
}

async function install(folder: string): Promise<string> {
  await build({
    entryPoints: [join(SOURCES, "main.ts")],
    outfile: join(folder, "language-host.js"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "silent",
  });
  await mkdir(join(folder, "bin"));
  await writeFile(join(folder, "bin", "pulumi-language-nodejs"), SCRIPT, { mode: 0o755 });
  return "bundled";
}
