import { createRequire } from "node:module";
import { join, win32 } from "node:path";
import { Readable } from "node:stream";
import { compileFunction } from "node:vm";
import { buildSync } from "esbuild";

const ROOT = join(__dirname, "../..");

/** Files of a machine with Windows, by their whole path. */
export type WindowsFiles = { readonly [path: string]: string | Buffer };

/**
 * A module of this project as it is on Windows: with Windows' path rules, and on these files and no others.
 * @param module from the root, without extension
 */
export function onWindows<Module>(module: string, files: WindowsFiles, cwd = "C:\\work"): Module {
  const disk = diskOf(files, cwd);
  const stand: { readonly [name: string]: unknown } = { "node:path": win32, path: win32, ...disk };
  const native = createRequire(__filename);
  const load = (name: string) => (name in stand ? stand[name] : native(name));
  const made: { exports: unknown } = { exports: {} };
  const run = compileFunction(bundled(module), ["exports", "require", "module", "process"]);
  run(made.exports, load, made, windowsProcess(cwd));
  return made.exports as Module;
}

const BUNDLES = new Map<string, string>();

function bundled(module: string): string {
  const known = BUNDLES.get(module);
  if (known !== undefined) return known;
  const { outputFiles } = buildSync({
    entryPoints: [join(ROOT, `${module}.ts`)],
    bundle: true,
    packages: "external", // third-party packages are loaded as usual: only this project pretends to be on Windows
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
  });
  const code = outputFiles[0]?.text ?? "";
  BUNDLES.set(module, code);
  return code;
}

const windowsProcess = (cwd: string) =>
  Object.create(process, {
    platform: { value: "win32" },
    cwd: { value: () => cwd },
    env: { value: { USERPROFILE: "C:\\Users\\ada" } },
  });

/** Errors have the codes of the operating system's. */
const failure = (code: string): Error => Object.assign(new Error(code), { code });

function diskOf(files: WindowsFiles, cwd: string) {
  const content = new Map(Object.entries(files).map(([path, text]) => [path.toLowerCase(), Buffer.from(text)]));
  const key = (path: string) => win32.resolve(cwd, path).toLowerCase();
  const read = (path: string): Buffer => {
    const found = content.get(key(path));
    if (found === undefined) throw failure("ENOENT");
    return found;
  };
  const inside = (path: string) => {
    const folder = `${key(path)}\\`;
    const below = Object.keys(files).filter((name) => name.toLowerCase().startsWith(folder));
    return new Set(below.map((name) => name.slice(folder.length)));
  };
  const about = (path: string, { throwIfNoEntry = true } = {}) => {
    const isFile = content.has(key(path));
    if (!isFile && inside(path).size === 0) {
      if (throwIfNoEntry) throw failure("ENOENT");
      return undefined;
    }
    return { size: content.get(key(path))?.length ?? 0, isFile: () => isFile, isDirectory: () => !isFile };
  };
  const entries = (path: string) =>
    [...new Set([...inside(path)].map((name) => name.split("\\")[0] ?? ""))].map((name) => ({
      name,
      isSymbolicLink: () => false,
      ...about(win32.join(path, name)),
    }));
  const encoded = (buffer: Buffer, as: unknown) => (as === "utf8" ? buffer.toString("utf8") : buffer);
  return {
    "node:fs": {
      readFileSync: (path: string, as: unknown) => encoded(read(path), as),
      constants: {},
      closeSync: () => undefined,
      statSync: about,
      openSync: (path: string) => ({ bytes: read(path), at: 0 }),
      readSync(file: { readonly bytes: Buffer; at: number }, room: Buffer) {
        const from = file.at;
        file.at += file.bytes.copy(room, 0, from);
        return file.at - from;
      },
      existsSync: (path: string) => content.has(key(path)) || inside(path).size > 0,
    },
    "node:fs/promises": {
      readFile: async (path: string, as: unknown) => encoded(read(path), as),
      realpath: async (path: string) => path,
      stat: async (path: string) => about(path),
      readdir: async (path: string) => entries(path),
      open: async (path: string) => ({
        stat: async () => about(path),
        createReadStream: () => Readable.from([read(path)]),
        close: async () => undefined,
      }),
    },
  };
}
