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
export const projectIn = (folder: string): ProjectNeeds => ({ runtime: runtimeIn(folder), azuread: azureadIn(folder) });

function runtimeIn(folder: string): string | undefined {
  try {
    const { runtime } = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as {
      readonly runtime?: string | { readonly name?: string };
    };
    return typeof runtime === "string" ? runtime : runtime?.name;
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
