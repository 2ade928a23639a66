import type { Files } from "./archive";
import { bundle } from "./bundle";
import { sorted } from "./bundled-packages";
import { commonFiles } from "./manifest";
import { pagesFor } from "./pages";

const DESCRIPTION = "Proves that no one reaches Azure management without MFA, or shows a sign-in that does";

/** The modules that only a live tenant needs. They are in separate files, so that other commands start faster. */
const LOADED_LATER = new Map([["@azure/identity", "./azure-identity.js"]]);

/** The pages that its commands name, and those that explain their words. */
const PAGES = [
  "verdicts",
  "certificate",
  "audit",
  "reading",
  "replay",
  "drift",
  "policy-pack",
  "how-it-decides",
  "glossary",
];

/** The files of `azmfa` as a package without dependencies. */
export async function cliFiles(name: string, version: string): Promise<Files> {
  // Its version is that of the package, not that of this repository.
  const elsewhere = new Map([...LOADED_LATER, ["../../package.json", "../package.json"]]);
  const program = await bundle({ program: "azmfa/main.ts" }, elsewhere);
  const later = await Promise.all(
    [...LOADED_LATER].map(async ([from, path]) => ({ path: path.slice(2), ...(await bundle({ package: from })) })),
  );
  const special = {
    bin: { azmfa: "bin/azmfa.js" },
    exports: { "./package.json": "./package.json", "./sbom.cdx.json": "./sbom.cdx.json" },
    engines: { node: "^20.19 || >=22.12" },
  };
  const packages = sorted([program, ...later].flatMap((one) => one.packages));
  return new Map([
    ...commonFiles({ name, version, description: DESCRIPTION }, special, packages),
    ...pagesFor(
      "installation.md",
      PAGES.map((page) => `${page}.md`),
    ),
    ["bin/azmfa.js", START],
    ["lib/azmfa.js", program.code],
    ...later.map(({ path, code }) => [`lib/${path}`, code] as const),
  ]);
}

const START = `#!/usr/bin/env node
"use strict";
require("../insist-on-node").insistOnNode(require("../package.json"));
require("../lib/azmfa");
`;
