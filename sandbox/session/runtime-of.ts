import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The language of the Pulumi project in a folder; `undefined` where there is none, or none that can be read. */
export function runtimeOf(folder: string): string | undefined {
  const project = readProject(folder);
  if (typeof project !== "object" || project === null || !("runtime" in project)) return undefined;
  const { runtime } = project;
  if (typeof runtime === "string") return runtime;
  if (typeof runtime !== "object" || runtime === null || !("name" in runtime)) return undefined;
  return typeof runtime.name === "string" ? runtime.name : undefined;
}

function readProject(folder: string): unknown {
  try {
    return parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8"));
  } catch {
    return undefined; // the engine has the better words for a project that is missing or broken
  }
}
