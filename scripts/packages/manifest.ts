import { readFileSync } from "node:fs";
import { join } from "node:path";
import { billOfMaterials } from "./bill-of-materials";
import { REPOSITORY } from "./bundle";
import type { BundledPackage } from "./bundled-packages";
import { thirdPartyNotices } from "./third-party";

/** The parts of this repository's package.json that also apply to the packages. */
export interface Origin {
  readonly version: string;
  readonly license: string;
  readonly author?: string;
  readonly homepage?: string;
  readonly repository?: unknown;
}

export const origin = (): Origin => JSON.parse(text("package.json"));

/** Reads a file of the repository. */
export const text = (path: string): string => readFileSync(join(REPOSITORY, path), "utf8");

/** A package to build. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

/** The files of every package: its description, all licences, the bill of materials, and the check of Node's version. */
export function commonFiles(
  { name, version, description }: Package,
  special: { readonly engines: { readonly node: string }; readonly [key: string]: unknown },
  bundled: readonly BundledPackage[],
): ReadonlyMap<string, string> {
  const { license, author, homepage, repository } = origin();
  const manifest = { name, version, description, license, author, homepage, repository, ...special };
  return new Map([
    ["package.json", `${JSON.stringify(manifest, null, 2)}\n`],
    ["LICENSE", text("LICENSE")],
    ["THIRD-PARTY.txt", thirdPartyNotices(bundled)],
    ["sbom.cdx.json", billOfMaterials({ name, version, description, licence: license }, bundled)],
    ["insist-on-node.js", text("launch/insist-on-node.js")],
  ]);
}
