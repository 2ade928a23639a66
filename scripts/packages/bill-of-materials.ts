import { createHash } from "node:crypto";
import { Enums, Models, Serialize, SPDX, Spec } from "@cyclonedx/cyclonedx-library";
import type { BundledPackage } from "./bundled-packages";

/** The package of a bill of materials. */
export interface Made {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly licence: string;
}

/**
 * The bill of materials of a package in CycloneDX 1.6: the packages in its bundles, with versions, licences and checksums. It has
 * no time, and its serial number depends on the content, so the same content gives the same bytes.
 * @see CycloneDX 1.6, "Software Bill of Materials (SBOM)"
 */
export function billOfMaterials(made: Made, bundled: readonly BundledPackage[]): string {
  const bom = new Models.Bom();
  const itself = component(Enums.ComponentType.Application, { ...made, sha512: undefined });
  itself.description = made.description;
  bom.metadata.component = itself;
  bom.metadata.lifecycles.add(Enums.LifecyclePhase.Build);
  const parts = bundled.map((one) => [one, component(Enums.ComponentType.Library, one)] as const);
  for (const [{ asksFor }, part] of parts) {
    bom.components.add(part);
    itself.dependencies.add(part.bomRef);
    for (const [other, needed] of parts) if (asksFor.includes(other.name)) part.dependencies.add(needed.bomRef);
  }
  bom.serialNumber = `urn:uuid:${uuidOf(inJson(bom))}`;
  return inJson(bom);
}

type Described = Pick<BundledPackage, "name" | "version" | "licence" | "sha512">;

function component(type: Enums.ComponentType, { name: whole, version, licence, sha512 }: Described): Models.Component {
  const [, group, name = whole] = /^(@[^/]+)\/(.+)$/.exec(whole) ?? [];
  const purl = `pkg:npm/${whole.replace("@", "%40")}@${version}`;
  const made = new Models.Component(type, name, {
    version,
    purl,
    bomRef: purl,
    ...(group === undefined ? {} : { group }),
  });
  made.licenses.add(licenceOf(licence));
  if (sha512 !== undefined) made.hashes.set(Enums.HashAlgorithm["SHA-512"], sha512);
  return made;
}

function licenceOf(written: string): Models.SpdxLicense | Models.LicenseExpression | Models.NamedLicense {
  if (SPDX.isSupportedSpdxId(written)) return new Models.SpdxLicense(written);
  return / (AND|OR|WITH) /.test(written) ? new Models.LicenseExpression(written) : new Models.NamedLicense(written);
}

const inJson = (bom: Models.Bom): string => `${SERIALIZER.serialize(bom, { sortLists: true, space: 2 })}\n`;

const SERIALIZER = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));

/** A UUID of version 8, made from a hash of the text. @see RFC 9562, section 5.8 */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join("-");
}
