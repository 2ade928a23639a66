import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parse } from "yaml";

/** What a Pulumi project needs of the sandbox. */
export type ProjectNeeds = {
  /** Its language; `undefined` where there is no project, or none that can be read. */
  readonly runtime: string | undefined;
  /** The version of azuread that its program will ask for, as far as that can be told. */
  readonly azuread: string | undefined;
};

/** Reads what the Pulumi project in a folder needs. */
export function projectIn(folder: string): ProjectNeeds {
  return { runtime: runtimeIn(folder), azuread: azureadIn(folder) };
}

function runtimeIn(folder: string): string | undefined {
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

/** A program asks for the version of the SDK that is installed for it. */
function azureadIn(folder: string): string | undefined {
  try {
    const file = createRequire(join(folder, "package.json")).resolve("@pulumi/azuread/package.json");
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version?: string };
    return version;
  } catch {
    return undefined; // a program in another language, or without azuread
  }
}
