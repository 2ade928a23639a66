import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { isoDate, printable } from "../adapters/register";
import { azureadDirectory } from "./azuread-directory";
import type { Surroundings } from "./plan";
import { refusal } from "./refusal";

/** The running stack: its configuration, the project's folder, the tenant, and the day (UTC). */
export function surroundings(): Surroundings {
  return {
    settings: { project: pulumi.getProject(), stack: pulumi.getStack(), config: pulumi.runtime.allConfig() },
    readFile: (path) => readIfThere(resolve(pulumi.getRootDirectory(), path)),
    directory: azureadDirectory,
    today: today(),
  };
}

/** @throws RunError when something is there that can't be read: a folder, or a file without the permission */
function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw refusal(`${printable(path)} can't be read (${code}): the setting \`exclusions\` must name a readable file`);
  }
}

function today() {
  const day = isoDate(new Date().toISOString().slice(0, 10));
  if (!day) throw new Error("this machine's clock shows a year that has no four digits");
  return day;
}
