import { SemVer } from "semver";
import type { Say } from "./engine";
import { reportProgress } from "./progress";
import { ENGINE_VERSION } from "./versions";

/** Pulumi's download site, which the SDK's installer asks for its script. */
const DOWNLOAD_SITE = "https://get.pulumi.com/";
const PATIENCE_MS = 5_000;

/**
 * Has the SDK's own installer put the engine and its language hosts into `folder`. It waits for minutes where a firewall
 * swallows packets, so the site is knocked at first.
 * @throws Error that says why not
 */
export async function installWithSdk(folder: string, say: Say): Promise<void> {
  await knock();
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js"); // slow to load, and seldom needed
  const stop = reportProgress(say, `installing Pulumi engine ${ENGINE_VERSION}`, () => "downloading");
  try {
    await PulumiCommand.install({ root: folder, version: new SemVer(ENGINE_VERSION) });
  } finally {
    stop();
  }
}

async function knock(): Promise<void> {
  try {
    await fetch(DOWNLOAD_SITE, { method: "HEAD", signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    throw new Error("Pulumi's download site is out of reach");
  }
}
