import { stringify } from "yaml";
import type { TakenIn } from "../pack/take-in";
import type { Files } from "./archive";
import { bundle } from "./bundle";
import { commonFiles, origin } from "./manifest";
import { pagesFor } from "./pages";

/** The SDKs that the pack works with. The oldest and the newest were tested, each with the oldest Node that it supports. */
const SDKS = { "@pulumi/policy": ">=1.20.0 <2", "@pulumi/pulumi": ">=3.204.0 <4" };

const DESCRIPTION = "Rejects every deployment that would let anyone reach Azure management without MFA";

/**
 * The files of the policy pack as a package. It is one file except for the SDKs, because it must use those that the engine's
 * runner loads.
 */
export async function packFiles(name: string, version: string, { configuration, files }: TakenIn): Promise<Files> {
  const sdks = new Map(Object.keys(SDKS).map((sdk) => [sdk, sdk]));
  const { code, packages } = await bundle({ program: "policies/index.ts" }, sdks);
  const special = { main: "start.js", engines: { node: "^20.19 || >=22.12" }, peerDependencies: SDKS };
  return new Map([
    ...commonFiles({ name, version, description: DESCRIPTION }, special, packages),
    ...pagesFor("policy-pack.md", ["rules"]),
    ["start.js", START],
    ["index.js", code],
    ["PulumiPolicy.yaml", stringify(project(name, version))],
    ["config.yaml", stringify(configuration)],
    ...files,
  ]);
}

const START = `"use strict";
require("./insist-on-node").insistOnNode(require("./package.json"));
require("./index");
`;

/** The default website: what the pack is about. */
const WEBSITE = "https://learn.microsoft.com/entra/identity/conditional-access/policy-old-require-mfa-azure-mgmt";

/**
 * The file that the engine reads. The owner of the scope is the pack's author.
 * @see Pulumi, "Pulumi policy project file reference"
 */
function project(name: string, version: string): object {
  const { author = name.replace(/^@|\/.*$/g, ""), homepage: website = WEBSITE, license } = origin();
  return { description: DESCRIPTION, runtime: "nodejs", main: "start.js", version, author, website, license };
}
