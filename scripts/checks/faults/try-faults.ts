import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Fault, plant } from "./fault";
import { runTests, type TestRun } from "./run-tests";

/** The result of a fault: a test caught it, no test did, or the run shows nothing. */
export type Fate =
  | { readonly kind: "caught"; readonly by: string }
  | { readonly kind: "survived" }
  | { readonly kind: "untold"; readonly because: string };

export type Tried = { readonly fault: Fault; readonly fate: Fate };

type Run = (folder: string, fault: Fault) => TestRun;

/**
 * Plants each fault in the folder, one at a time, and runs its tests. They must pass without the fault first, or a failure would
 * show nothing.
 * @param tell called with each fault as soon as its result is known
 */
export function tryFaults(
  folder: string,
  faults: readonly Fault[],
  tell: (tried: Tried) => void,
  run: Run = runTests,
): readonly Tried[] {
  const withoutFault = new Map<string, TestRun>();
  return faults.map((fault) => {
    const key = [...fault.tests, String(fault.only)].join(" ");
    const healthy = withoutFault.get(key) ?? run(folder, fault);
    withoutFault.set(key, healthy);
    const tried = { fault, fate: healthy.kind === "passed" ? fateOf(folder, fault, run) : unhealthy(healthy) };
    tell(tried);
    return tried;
  });
}

function unhealthy(run: Exclude<TestRun, { kind: "passed" }>): Fate {
  const because = run.kind === "failed" ? `"${run.by}" fails` : `no test runs: ${run.said}`;
  return { kind: "untold", because: `without any fault ${because}` };
}

function fateOf(folder: string, fault: Fault, run: Run): Fate {
  const path = join(folder, fault.file);
  const text = readFileSync(path, "utf8");
  try {
    writeFileSync(path, plant(fault, text));
    const result = run(folder, fault);
    switch (result.kind) {
      case "failed":
        return { kind: "caught", by: result.by };
      case "passed":
        return { kind: "survived" };
      case "broke":
        return { kind: "untold", because: `with the fault no test runs: ${result.said}` };
    }
  } catch (error) {
    return { kind: "untold", because: error instanceof Error ? error.message : String(error) };
  } finally {
    writeFileSync(path, text);
  }
}
