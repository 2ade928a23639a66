import type { Tenant } from "../../model/tenant";

/** Some of ISO 3166's countries; hardly anybody names all of these. */
const CANDIDATES = ["IS", "UY", "NZ", "BT", "FJ", "NA", "MN", "PY", "WS", "LS", "TO", "SR", "GY", "VU", "KM", "ST"];

/** A country that no named location of the tenant lists. */
export function unnamedCountry({ locations }: Pick<Tenant, "locations">): string | undefined {
  const named = new Set<string>();
  for (const { extent: places } of locations?.values() ?? [])
    if (places.kind === "countries") for (const code of places.codes) named.add(code);
  return CANDIDATES.find((code) => !named.has(code));
}
