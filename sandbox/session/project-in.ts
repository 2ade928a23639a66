import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parse } from "yaml";

/** What a Pulumi project needs from the sandbox. */
export type ProjectNeeds = {
  /** The project's language, or `undefined` if there is no project or it can't be read. */
  readonly runtime: string | undefined;
  /** The version of azuread that the program asks for, or `undefined` if it isn't known. */
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
    return undefined; // the engine reports a missing or broken project better
  }
}

/** The version of the azuread SDK that is installed for the program: the program asks for a plugin of that version. */
function azureadIn(folder: string): string | undefined {
  try {
    const file = createRequire(join(folder, "package.json")).resolve("@pulumi/azuread/package.json");
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version?: string };
    return version;
  } catch {
    return undefined; // the program is in another language, or doesn't use azuread
  }
}
