import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTenantFile } from "../src/tenant/file/tenant-file";
import { prove } from "../src/verifier/prove";
import { stretch } from "./measuring/stretch";
import { SHAPES } from "./shapes";

/** Measures one shape in a separate process, so that its memory is measured alone: reads its file, and decides it. Prints a JSON object. */
async function measure(shape: (typeof SHAPES)[number]): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), "azmfa-bench-"));
  try {
    const path = join(folder, "tenant.json");
    writeFileSync(path, JSON.stringify(shape.tenant()));
    const source = { name: path, path, whole: [] };
    const { result: read, took: reading } = await stretch(() => readTenantFile(source, () => undefined));
    if (!read.ok) throw new Error(JSON.stringify(read.problems.slice(0, 3)));
    const { result: verdict, took: deciding } = await stretch(() => prove(read.tenant));
    return {
      verdict: verdict.kind,
      exposed: verdict.uncovered.users.length,
      readMs: reading.processor * 1000,
      proveMs: deciding.wall * 1000,
      processorMs: deciding.processor * 1000,
      megabytes: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const shape = SHAPES[Number(process.argv[2])];
if (shape === undefined) throw new Error(`no shape ${process.argv[2]}`);
measure(shape).then((measured) => console.log(JSON.stringify(measured)));
